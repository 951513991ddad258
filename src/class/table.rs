//! Which code is of which class: data only, each row with its reason.
//!
//! The evidence is a list of 11,868 real codes and the one-line descriptions that the SDKs' sources give them; what
//! stands in quotation marks is our translation of such a description. Three tables are asked in this order:
//!
//! 1. [`CODES`]: whole codes, where the words mislead or the root does.
//! 2. [`DETAILS`]: words behind the first dot; the first row that fits decides. Each row says under which roots it
//!    counts, because the same words mean different things: `LimitExceeded` is a quota under `FailedOperation` and a
//!    value that is too long under `InvalidParameter`. Rows are few and plain on purpose: where the words are not
//!    clear, the root decides.
//! 3. [`ROOTS`]: the part before the first dot. For a root that is not ours, `DETAILS` sees the whole code and
//!    offers only classes that are never repeated: a wrong guess there must not run a write twice. Words of rates
//!    and time-outs count for nothing there, and neither do words of limits, which may well mean a rate.

use super::Class::{
    self, Auth, Capacity, Conflict, Denied, DryRun, Failed, Internal, Invalid, NotFound, Quota,
    Throttled, Unavailable, Unsupported,
};
use super::words;

/// A set of roots: which of them a row of [`DETAILS`] counts under.
pub(super) type Groups = u16;

/// The root says it all (or a row in [`CODES`] does): no detail overrules it.
const FINAL: Groups = 0;
const FAILED: Groups = 1;
const INTERNAL: Groups = 1 << 1;
const INVALID: Groups = 1 << 2;
const UNSUPPORTED: Groups = 1 << 3;
const DENIED: Groups = 1 << 4;
const LIMIT: Groups = 1 << 5;
const UNAVAILABLE: Groups = 1 << 6;
const CAPACITY: Groups = 1 << 7;
const UNAUTHORIZED: Groups = 1 << 8;
const AUTH: Groups = 1 << 9;
/// Every root that is not in [`ROOTS`].
pub(super) const OTHER: Groups = 1 << 10;

/// Roots whose details name things and states, as opposed to those whose details name fields of the request.
const STATES: Groups = FAILED | UNSUPPORTED | DENIED | LIMIT;

/// Words of the detail, and the class they make under some roots.
pub(super) struct Row {
    pub(super) phrases: &'static [&'static str],
    /// How they begin, all together.
    pub(super) beginnings: u64,
    pub(super) groups: Groups,
    pub(super) class: Class,
}

const fn row(class: Class, groups: Groups, phrases: &'static [&'static str]) -> Row {
    let mut beginnings = 0;
    let mut left = phrases;
    while let [phrase, rest @ ..] = left {
        beginnings |= words::beginning_of(phrase);
        left = rest;
    }
    Row {
        phrases,
        beginnings,
        groups,
        class,
    }
}

/// Whole codes.
pub(super) const CODES: &[(&str, Class)] = &[
    // Under the root for rates, but no rate: retrying only makes it worse, or does nothing.
    ("RequestLimitExceeded.BatchImportOverflow", Quota), // "batch import beyond its limit"
    ("RequestLimitExceeded.BatchTaskLimit", Quota),      // "80 tasks per address and hour"
    ("RequestLimitExceeded.ConcurrencyOverflow", Quota), // "too many tasks started at a time"
    ("RequestLimitExceeded.CreateDomainLimit", Quota),   // domains added to the account
    ("RequestLimitExceeded.JobNumExceed", Quota),        // jobs that run; each may run for minutes
    ("RequestLimitExceeded.RotateRateLimited", Quota),   // "once in 24 hours"
    ("RequestLimitExceeded.DeviceDownloadTask", Conflict), // "one export at a time"
    ("RequestLimitExceeded.RepeatRequest", Conflict),    // the same request is being worked on
    (
        "RequestLimitExceeded.WaitForTheLastOperationToComplete",
        Conflict,
    ),
    ("RequestLimitExceeded.MidasInvalidRequest", Invalid), // too many requests of the kind that never pass
    // Documented as a rate, in words that do not show it.
    ("LimitExceeded.AccessLimit", Throttled), // "requests beyond the frequency limit"
    ("LimitExceeded.ActionLimited", Throttled), // "calls of this action beyond the frequency limit"
    ("LimitExceeded.IndexOperating", Throttled), // "index operations beyond the frequency limit"
    ("LimitExceeded.RequestLimit", Throttled), // "request frequency beyond the limit"
    ("LimitExceeded.Search", Throttled),      // "requests beyond the frequency limit"
    ("LimitExceeded.RequestBacklogExceedsLimit", Throttled), // requests queue at the service
    ("LimitExceeded.PhoneNumberThirtySecondLimit", Throttled), // windows up to a minute are rates, an hour or a day a quota
    ("OperationDenied.OutQueryLimit", Throttled), // "queries are limited, try again later"
    ("FailedOperation.RequestLimitExceeded30S", Throttled), // "wait a minute"
    ("FailedOperation.RestrictedFrequency", Throttled), // "requests too frequent"
    ("FailedOperation.SendVerifyCodeIsLimited", Throttled), // "too frequent, try again later"
    ("FailedOperation.WriteTrafficLimit", Throttled), // beside ReadQpsLimit and WriteQpsLimit
    ("InternalError.QueryReqLimited", Throttled), // "the request was rate-limited"
    ("InternalError.ExceedMaxLimit", Throttled),  // "load is limited"
    // Requests at once, not jobs: refused at the door, and room again as soon as one of them is answered.
    ("LimitExceeded.Concurrent", Throttled), // "concurrent requests"
    ("LimitExceeded.ConcurrencyLimitExceeded", Throttled), // "concurrent requests"
    // Rate words, but an hour, a day, or running tasks.
    ("FailedOperation.RequestLimitExceeded1H", Quota),
    ("FailedOperation.RequestLimitExceeded1D", Quota),
    ("FailedOperation.DataFlowTooManyRequests", Quota), // "two tasks exist, wait for one to end"
    // Later, says the name, but what has to end first is an operation, not a second.
    ("FailedOperation.TryLater", Conflict), // "operation under way"
    ("FailedOperation.OperateLater", Conflict), // "task under way"
    ("FailedOperation.CreateFaceConcurrent", Conflict), // "cannot be done concurrently"
    ("FailedOperation.OperateInstanceRepeatedly", Conflict),
    ("OperationDenied.ConflictRoStatus", Conflict),
    ("ResourceInsufficient.BatchProductionIsRunning", Conflict),
    // Credentials that a service does not recognise, under a root that means something else.
    ("UnknownParameter.SecretIdNotExists", Auth),
    ("OperationDenied.NoLogin", Auth),
    ("OperationDenied.NoSession", Auth),
    ("InternalError.NeedLogin", Auth),
    ("UnauthorizedOperation.CdnUserInvalidCredential", Auth),
    ("UnauthorizedOperation.InvalidToken", Auth),
    ("UnauthorizedOperation.TokenInvalid", Auth),
    ("UnauthorizedOperation.MFAExpired", Auth),
    ("UnauthorizedOperation.MFANotFound", Auth),
    // The caller is known here; what is missing is a permission, a contract or a paid bill.
    ("AuthFailure.Account", Denied),      // "no real-name check"
    ("AuthFailure.Sign", Denied),         // "the account has signed no contract"
    ("AuthFailure.AgentExpired", Denied), // "service time is over"
    ("AuthFailure.CorpExpired", Denied),  // "service time is over"
    ("AuthFailure.ErrCodeNoPurchased", Denied), // "not purchased"
    ("AuthFailure.NotEnterpriseAuthorization", Denied), // "no certified enterprise"
    ("AuthFailure.CheckResourceResponseCodeError", Denied), // "no permission for this query"
    ("AuthFailure.UserNotFound", Denied), // "no permission"
    ("LimitExceeded.BannedAccount", Denied),
    ("ResourceUnavailable.StopUsing", Denied), // "service for the account was stopped", after arrears; 10 services
    ("ResourceUnavailable.Freeze", Denied),    // "the account is frozen"
    ("ResourceUnavailable.WhiteListFunction", Denied),
    ("FailedOperation.StopUsing", Denied),
    ("FailedOperation.OperationDenied", Denied),
    // Under a root for something else altogether.
    ("InvalidKeyPair.LimitExceeded", Quota),
    ("InvalidDisk.Busy", Conflict),
    ("AuthFailure.UnsupportedOperation", Unsupported),
    ("AuthFailure.InvalidRegion", Unsupported), // "region not open yet"
    ("UnauthorizedOperation.ActionNotFound", Unsupported),
    ("UnsupportedOperation.ActionNotFound", Unsupported),
    ("UnauthorizedOperation.ProductNotSupportPSK", Unsupported),
    ("UnauthorizedOperation.AttachmentNotFound", NotFound),
    ("UnauthorizedOperation.UserLicenseExceedLimit", Quota),
    ("UnauthorizedOperation.GroupExist", Conflict),
    ("UnauthorizedOperation.VpcPeerCidrConflict", Conflict),
    ("InvalidParameter.ServiceIsBusy", Throttled), // "service busy, try again later"
    ("InvalidParameter.RequestTimeout", Internal),
    ("UnknownParameter.HttpError", Internal),
    ("UnknownParameter.InternalInnerServiceError", Internal),
    ("UnknownParameter.CreateAuditLogFileError", Internal),
    ("InvalidAccount.InsufficientBalance", Denied),
    ("InvalidAccount.UnpaidOrder", Denied),
    ("InvalidAddressIdState.InArrears", Denied),
    ("LimitExceeded.PengingOrProcessingTasksExceedLimit", Quota),
    ("ResourceUnavailable.ResourcePackageRunOut", Quota), // "the account's package is used up"
    ("ResourceUnavailable.UserHasNoQuotaCode", Quota),
    ("ResourceInsufficient.AutoScalingGroupAboveMaxSize", Quota),
    ("ResourceInsufficient.AutoScalingGroupBelowMinSize", Quota),
    ("ResourceInsufficient.InServiceInstanceAboveMaxSize", Quota),
    ("ResourceInsufficient.InServiceInstanceBelowMinSize", Quota),
    ("ResourceInsufficient.Balance", Denied), // "balance too low"
    ("ResourceInsufficient.BalanceError", Denied),
    ("ResourceInsufficient.ServerTimeout", Internal),
    ("ResourceNotFound.SessionInsufficientResources", Capacity),
    ("ResourceNotFound.SparkJobInsufficientResources", Capacity),
    ("OperationDenied.ProxyStockCheckError", Capacity), // "no proxy in stock"
    // A word of a row below in the name of the operation that failed.
    ("FailedOperation.CheckClsTopicIsExistFailed", Failed),
    ("FailedOperation.CheckCosBucketIsExistFailed", Failed),
    ("FailedOperation.DescribeTaskStatusError", Failed),
    ("FailedOperation.QueryTradeStatusError", Failed),
    ("FailedOperation.ExistHighRiskOperations", Failed),
    ("FailedOperation.ResourceTagProcessing", Conflict),
    ("FailedOperation.MarketGetAuthFailed", Failed),
    ("FailedOperation.UpdateFeeStatusError", Failed),
    ("ResourceUnavailable.CheckResourceLocExists", Unavailable),
    ("InternalError.JudgeUserExistException", Internal),
    ("InvalidParameter.InputMustExistOne", Invalid),
    ("InvalidParameter.GopMustEqualAndExists", Invalid),
    // A person who was too slow, not a service.
    ("FailedOperation.ActionReadTimeout", Failed),
    ("FailedOperation.LoginTimeout", Failed),
    ("FailedOperation.BidPreDomainsTimeOutErr", Failed),
];

/// Words of the detail.
#[rustfmt::skip] // a table: one phrase a line would be four times as long
pub(super) const DETAILS: &[Row] = &[
    // Rates. Plain words only: not every limit is a rate, and a write will be repeated for it. "Freq" alone is also
    // a radio channel (StudioLoRaFreqExceedLimit), "Rate" a bit rate or a rule (RatelimitRuleExistError).
    // Seen: RateLimitExceeded, FrequencyLimit, TooFrequent, TooFrequentlyCalled, CdnHostOpTooOften, FreqOverLimit,
    // TagQpsLimit, TooManyRequests, FuseFreqCtrl, KeyFreqCnt, GlobalSmsSendingRateLimit, AIConcurrentOverFrequency.
    // 43 codes.
    row(Throttled, STATES | INTERNAL | INVALID | UNAUTHORIZED | UNAVAILABLE, &[
        "ratelimitexceed*", "sendingratelimit", "requestlimitexceed*", "toomanyrequests",
        "frequencylimit*", "overfrequency", "toofrequent*", "toooften", "tooquickly", "freqlimit*", "freqoverlimit",
        "freqctrl", "freqcnt", "qpslimit*", "slowdown",
    ]),
    // A server that takes nothing more, as opposed to a resource at work (that is a conflict, below).
    // Seen: InternalError.ServerBusy, UnsupportedOperation.SystemBusy, UpgradeServiceBusy, JobQueueFull.
    // 6 codes.
    row(Throttled, STATES | INTERNAL | CAPACITY, &["serverbusy", "servicebusy", "systembusy", "queuefull*"]),
    // Money. The account is known and may not go on before it pays: no stock is missing, no quota helps, and waiting
    // does not fill it. Under every root, as services agree on the fact only: InArrears is seen under
    // ResourceUnavailable, InsufficientBalance under FailedOperation, LimitExceeded and InternalError.
    // 60 codes.
    row(Denied, STATES | INTERNAL | INVALID | UNAVAILABLE | CAPACITY | UNAUTHORIZED | AUTH, &[
        "arrear*", "errowed", "insufficientbalance*", "insufficientaccountbalance", "balanceinsufficient",
        "balancenotenough", "banlancenotenough*", "nobanlance", "chargenobalance", "balanceless", "lowbalance",
        "accountinsufficient", "notenoughmoney*", "insufficientfunds", "fundinsufficient", "fundrequired",
        "noenoughfund", "chargestatusexception", "midasbalance", "merchantbalance", "userbalance", "resourceoverdue",
    ]),
    // Sold out says the same under every root. Seen: ResourceUnavailable.SaleOut, FailedOperation.ProxySellOut,
    // InvalidParameter.InvalidCloudDiskSoldOut, OperationDenied.L4LackOfResources.
    // 12 codes.
    row(Capacity, STATES | INTERNAL | INVALID | UNAVAILABLE | OTHER, &[
        "soldout", "sellout", "saleout", "lackofresources", "insufficientresource*", "resourceinsufficient",
        "resourcenotenough", "noenoughresource", "insufficientoffering",
    ]),
    // Stock of the account, not of the cloud. Seen: OverQuota, FileSystemLimitExceeded, InstanceQuotaNotEnough,
    // TagQuotasExceeded, CVMQuota, QuotaRunOut.
    // 24 codes.
    row(Quota, CAPACITY, &["quota*", "overquota", "limitexceed*", "imagenum", "spacefull"]),
    // One code for both, so that nobody learns what exists: the answer of a place that hides it is "not found".
    // 3 codes.
    row(NotFound, INVALID, &["notexistsorpermissiondenied"]),
    // Permissions, also where a service files them elsewhere. UnauthorizedOperation under AuthFailure is the famous
    // one: the signature was fine. InternalError keeps AuthError and the like: there the check itself broke.
    // 124 codes.
    row(Denied, STATES | INTERNAL | INVALID | UNAVAILABLE | CAPACITY | AUTH | OTHER, &[
        "nopermission*", "nospacepermission", "noresourcepermission", "noprojectpermission", "noattachpermission",
        "withoutpermission", "notpermmitoperat", "permissiondeni*", "permissiondeny", "bucketnotpermission",
        "operatepermissionerror", "accessdenied*", "accesseddeny", "subaccountdenied", "operationdeny*",
        "unauthorized*", "unauth", "notauthorized", "notauthorization", "noauth", "noauthority*", "norole",
        "noprivilege*", "noappprivilege", "notauth", "notauthed", "notauthenticated", "unauthenticated",
        "nostrategy", "notinwhitelist*", "notwhitelist*", "uinwhitelist*", "nowhitelist", "whitelistnot*",
        "inblacklist", "norealname*", "notrealname*", "unrealname*", "needrealname", "nopaymentaccess",
    ]),
    // 21 codes.
    row(Denied, FAILED | AUTH | UNSUPPORTED | INTERNAL, &[
        "forbidden", "camauthfailed", "camauthorizedfail", "authorizationfailed", "accountfrozen",
        "accountislocked", "userinvalidstatus", "notresourceowner", "notdomainowner",
    ]),
    // Sign-in that failed, where the service says so outright. Not under InternalError (see above), not under
    // InvalidParameter: its signatures and tokens are fields of the request, such as a device's.
    // 16 codes.
    row(Auth, FAILED, &[
        "authfail*", "autherror", "authenticationfailed", "authenticateuserfailed", "invalidauth", "invalidtoken",
        "invalidapikey", "loginfailed", "mfaerror",
    ]),
    // Two fields of one request that exclude each other, or one field given twice: the request is wrong, not the
    // state of the cloud. Seen: AddTagsAndClearTagsConflict, ConflictParameters, DuplicatePara, TagKeyDuplicated.
    // 21 codes.
    row(Invalid, INVALID, &[
        "tagsconflict", "keyframedescsconflict", "parameterconflict", "conflictparameter*", "duplicatepara*",
        "parameterkeyduplicated", "tagkeyduplicate*", "duplicatedtagkey",
        "notexistorillegal", "parameternotfound*", "tokenfieldnotfound",
    ]),
    // In the wrong state for this: before the rows about support, as in ChcHostStateNotSupported.
    // 17 codes.
    row(Conflict, STATES | UNAVAILABLE, &[
        "statenotsupport*", "statusnotsupport*", "statenotallowed*", "statusnotpermit",
    ]),
    // The operation is not offered. Under InvalidParameter the same words speak of a value, which is then invalid.
    // 118 codes.
    row(Unsupported, FAILED | INTERNAL | DENIED | LIMIT | UNAVAILABLE | OTHER, &[
        "notsupport*", "nosupport", "unsupport*", "nonsupport*", "deprecatedapi",
    ]),
    // Missing things, under every root whose details name things. Not under AuthFailure, where SecretIdNotFound is a
    // failed sign-in, nor UnauthorizedOperation, where a role that does not exist is a missing permission.
    // Seen: ResourceUnavailable.NotExist (14 services), InvalidParameter.InstanceNotFound, DbRecordNotFound,
    // ApplicationNotFind, NotExistDomain, NoSuchTask, CaNoExist, InvalidVpcId.NotFound.
    // 563 codes.
    row(NotFound, STATES | INTERNAL | INVALID | UNAVAILABLE | OTHER, &[
        "notfound*", "nofound", "notfind", "notexist*", "notexit", "notfund*", "noexist*", "nonexist*", "unexist",
        "nosuch*",
    ]),
    // Limits on amounts. Under InvalidParameter a limit mostly means a value or a list that is too long, so there
    // only quotas count. Seen: FailedOperation.PolicyFull, QuotaExceed, OrgNodeOverUpperLimit, TagQuotaExceedLimit.
    // 45 codes.
    row(Quota, STATES | INTERNAL | INVALID | OTHER, &[
        "quotalimit*", "quotaexceed*", "quotasexceed*", "overquota*", "overdeploygroupquota", "quotaoverlimit",
    ]),
    // 128 codes.
    row(Quota, FAILED | UNSUPPORTED | DENIED | INTERNAL, &[
        "limitexceed*", "limitzero", "countlimit*", "numberlimit", "numlimit*", "exceedlimit", "exceededlimit",
        "overlimit*", "upperlimit", "maxlimit", "reachlimit", "noquota", "quotanotenough", "quotainsufficient",
        "insufficientquota", "insufficientclusterquota", "insufficientwhitelistquota", "quotaexhausted", "packexhausted", "quotamax*", "quotausglimit", "numexceed*",
        "countexceed*", "toomanytags", "toomanyresources", "toomanystrategy", "policyfull", "policyversionfull",
        "ruleoutlimit", "hostoutlimit", "tasklimit", "purchaselimit", "limitnumof*", "licenseexceeded",
        "taskexceed", "exceedsendlimit", "exceedsenderlimit", "exceeddomainlimit", "exceedtemplatelimit",
        "quotaperday*", "addresslimiterror", "countexeed*", "taskthreshold*",
    ]),
    // Exists already, or belongs to something else that is there.
    // 623 codes.
    row(Conflict, STATES | INTERNAL | INVALID | UNAVAILABLE | OTHER, &[
        "exist", "exists", "existed", "existingdata", "duplicat*", "conflict*", "confict", "inuse", "inused",
        "inusing", "isusing", "alreadybind*", "alreadybound*", "namerepeat*", "carepeat",
    ]),
    // Something is under way, or holds a lock, or must be emptied first.
    // 159 codes.
    row(Conflict, STATES | UNAVAILABLE | OTHER, &[
        "already*", "occupied", "inprogress", "inprocess*", "processing", "isrunning", "taskrunning",
        "processrunning", "inoperation", "inoperating", "operating", "unfinished", "notfinished", "notcomplete*",
        "locked", "deploying", "isdoing", "notempty", "usedby*", "isused", "usedin*", "nameused",
        "wasusing*", "resubmit", "incloning", "upgrading", "isupdating",
    ]),
    // A resource at work. Not under a root that is not ours: a busy server there would be a rate. 8 codes.
    row(Conflict, STATES | UNAVAILABLE, &["busy"]),
    // OperationDenied says no to a caller or to a moment; these are moments.
    // Seen: ConsumerRunning, DiskCreating, OriginGroupL4Used, TopicHasDeliverFunction, L4ProxyInOfflineStatus.
    // 29 codes.
    row(Conflict, DENIED, &[
        "running", "creating", "domainused", "used", "hasbind", "usingrecordline*", "hasstarted", "hasterminated",
        "hasactivated", "notready", "inofflinestatus", "inbannedstatus", "instoppingstatus", "isbinding*",
        "isreference*", "topichas*", "noticehas*",
    ]),
    // Wrong state. ResourceUnavailable keeps its own: there the state is why the resource cannot serve.
    // 127 codes.
    row(Conflict, STATES | OTHER, &[
        "invalidstatus", "invalidstate*", "statusinvalid", "stateinvalid", "statuserror", "stateerror",
        "statusabnormal", "statusnot*", "statenot*", "errorclusterstate*", "instancestate*", "wrongstatus",
        "statusinavlid", "statusnomatch", "invalidlbstatus", "invalidzonestatus", "invalidaccountstatus",
        "indeletedstate", "abnormalmerchantstate", "statusdenied*", "notrunning", "instancestatuslimit*",
        "clusterstate*", "abnormalorderstat*", "taskstatus*", "protectionenabled", "invaliddiskstate",
        "invalidsnapshotstate", "invaliddiskbackupstate", "invalidimagestate", "vpcpeerstate", "vpnconnstate",
    ]),
    // The service's own side. A time-out leaves open whether the work was done; a database that fails may have
    // written; an overloaded server (unlike a busy one that refuses) may fail half-way. All are IfIdempotent.
    // 19 codes.
    row(Unavailable, FAILED | INTERNAL | UNSUPPORTED, &[
        "serviceunavailable", "clusterunavailable", "dependencyunavailable", "regionunavailable", "zoneunavailable",
        "temporaryunavailable", "servicenotavailable", "instancenotavailable*", "topicnotavailable*",
        "routenotavailable*", "kafkanotavailable*", "temporaryerror", "temporaryblocked", "serveroverload",
        "overloaderror", "stopserving",
    ]),
    // 40 codes.
    row(Internal, FAILED | UNAVAILABLE, &["timeout*", "timedout*", "networkerror"]),
    // 79 codes.
    row(Internal, FAILED, &[
        "db", "clsdboperat*", "querydatabase*", "databaseerror", "databaseexception", "databaseconnect*",
        "databaseaccesserror", "databaseaffected*", "databaseexec*", "execdatabase*", "redisoperationfailed",
        "rpcfail", "rpcservicecallfailed", "remotecallerror", "callothersvr*", "internalerror",
        "internalservererror", "innererror", "servererror", "systemerror", "backenderror",
    ]),
    // What is left of a root that is not ours, when it says itself what it is: InvalidDisk.Expire, InvalidPid.
    // 32 codes.
    row(Invalid, OTHER, &["invalid*"]),
];

/// The part before the first dot.
pub(super) const ROOTS: &[(&str, Class, Groups)] = &[
    // The documented ones. Their names are the reason; a word more where they are not.
    ("ActionOffline", Unsupported, FINAL),
    ("AuthFailure", Auth, AUTH),
    ("DryRunOperation", DryRun, FINAL),
    ("FailedOperation", Failed, FAILED),
    ("InternalError", Internal, INTERNAL),
    ("InvalidAction", Unsupported, FINAL), // the action does not exist
    ("InvalidParameter", Invalid, INVALID),
    ("InvalidParameterValue", Invalid, INVALID),
    ("InvalidRequest", Invalid, FINAL),
    ("IpInBlacklist", Denied, FINAL),
    ("IpNotInWhitelist", Denied, FINAL),
    ("LimitExceeded", Quota, LIMIT), // an amount; the details of rates are in the tables above
    ("MissingParameter", Invalid, FINAL),
    ("NoSuchProduct", Unsupported, FINAL),
    ("NoSuchVersion", Unsupported, FINAL),
    ("RequestLimitExceeded", Throttled, FINAL),
    ("RequestSizeLimitExceeded", Invalid, FINAL), // the same body is always too large
    ("ResourceInUse", Conflict, FINAL),
    ("ResourceInsufficient", Capacity, CAPACITY),
    ("ResourceNotFound", NotFound, FINAL),
    ("ResourceUnavailable", Unavailable, UNAVAILABLE),
    ("ResponseSizeLimitExceeded", Invalid, FINAL), // ask for less
    ("ServiceUnavailable", Unavailable, FINAL),
    ("UnauthorizedOperation", Denied, UNAUTHORIZED),
    ("UnknownParameter", Invalid, FINAL),
    ("UnsupportedOperation", Unsupported, UNSUPPORTED),
    ("UnsupportedProtocol", Unsupported, FINAL),
    ("UnsupportedRegion", Unsupported, FINAL),
    // Undocumented, but used by many services: 99, 52, 14, 21 and 9 of them.
    ("OperationDenied", Denied, DENIED),
    ("ResourcesSoldOut", Capacity, CAPACITY),
    ("RegionError", Unsupported, FINAL),
    ("InvalidFilter", Invalid, FINAL),
    ("InvalidParameterCombination", Invalid, FINAL),
    // The fields of one service each, and old codes without a detail.
    ("InvalidAccount", Invalid, INVALID),
    ("InvalidFilterValue", Invalid, INVALID),
    ("InvalidAddressIdState", Conflict, FINAL),
    ("InvalidAddressIdStatus", Conflict, FINAL),
    ("InvalidAddressState", Conflict, FINAL),
    ("InvalidInstanceState", Conflict, FINAL),
    ("InvalidInstanceStatus", Conflict, FINAL),
    ("InvalidParameterConflict", Invalid, FINAL), // two fields that exclude each other
    ("InvalidPermission", Denied, FINAL),         // "the account does not support this"
    ("AccountQualificationRestrictions", Denied, FINAL),
    ("AllowedOneAttributeInEnvIdAndComputeEnv", Invalid, FINAL),
    ("Authority", Invalid, FINAL),
    ("Cam", Denied, FINAL),
    ("Did", Denied, FINAL),
    ("CallCvmError", Internal, FINAL),
    ("CdbError", Internal, FINAL),
    ("Cpt", Invalid, FINAL),
    ("Credential", Invalid, INVALID), // of a distributed identity: a document in the request, not the caller's
    ("DBError", Internal, FINAL),
    ("DataBase", Internal, FINAL),
    ("DidFailedOperation", Failed, FAILED),
    ("EniNotAllowedChangeSubnet", Unsupported, FINAL),
    ("FlowError", Internal, FINAL),
    ("HttpInvoker", Internal, FINAL),
    ("InternalServerError", Internal, FINAL),
    ("LimitOperation", Denied, FINAL), // "operations on the instance are restricted"
    ("MutexOperation", Conflict, FINAL),
    ("RegionAbilityLimit", Unsupported, FINAL),
    ("RegionNotSupported", Unsupported, FINAL),
    ("ResourceBusy", Conflict, FINAL),
    ("SecGroupActionFailure", Internal, FINAL),
    ("StructParseFailed", Invalid, FINAL), // "the parameters do not parse"
    ("SystemError", Internal, FINAL),
    ("TradeDealConflict", Conflict, FINAL),
    ("InsufficientRefundQuota", Quota, FINAL),
    ("InsufficientSnapshotQuota", Quota, FINAL),
    ("InvalidDisk", Invalid, OTHER),
    ("InvalidKeyPair", Invalid, FINAL),
    ("OverQuota", Quota, FINAL),
    ("VpcLimitExceeded", Quota, FINAL),
    ("VpcAddrNotInSubNet", Invalid, FINAL),
    ("VpcError", Internal, FINAL),
    ("VpcIpIsUsed", Conflict, FINAL),
];

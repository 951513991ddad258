//! Small bodies that are right under the default rules, one for each thing worth cutting through.

/// Each ends with its last byte that is not whitespace, so every cut of it is too short.
pub(crate) const GOOD: &[&str] = &[
    r#"{"Response":{}}"#,
    r#"{"Response":{"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
    r#"{"Response":{"TotalCount":0,"InstanceStatusSet":[],"RequestId":"b5b41468-520d"}}"#,
    r#"{"Response":{"TaskId":1234567,"Status":"RUNNING","RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
    r#"{"Response":{"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c","EndTime":"Errors","Sequence":[[-1],{"A":[]}]}}"#,
    r#"{"Response":{"TotalCount":2,"Set":[{"Id":"ins-1","On":true,"Rate":-1.5,"Tags":[]},{"Id":"中文","Of":{"A":[1,{"B":null}]}}],"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
    r#"{"Response":{"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c","Error":null,"A":{"RequestId":"deep","Error":{"B":"b"}},"C":["é",0.25,false]}}"#,
    r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"No."},"RequestId":"ed93"}}"#,
    r#"{"Response":{"RequestId":"ed93","Error":{"Message":"No.","Code":"InternalError"}}}"#,
    r#"{"Response":{"RequestId":null,"Error":null}}"#,
    r#"{"Response":{"Error":{}}}"#,
    r#"{"Response":{"Error":{"Code":null,"Message":null,"More":[{"Code":"x"}]},"RequestId":"r"}}"#,
    r#"{"RequestId":"root","Error":null,"retcode":0,"Response":{"RequestId":"r"},"more":{"Response":[]}}"#,
    r#"{"code":0,"message":"","codeDesc":"Success","Response":{"RequestId":"r"}}"#,
    r#"{"Response":{"A":1},"B":{"C":2,"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
    r#"{"Response":{"A":{"RequestId":"deep","Error":{"Code":"x"}},"B":"\"RequestId\":\"in\"","RequestId":"r"}}"#,
    r#"{"\u0052esponse":{"Request\u0049d":"\u0061\n","Err\u006fr":{"\u0043ode":"A\u002eB","Messag\u0065":"\ud83d\ude00\ud800"}}}"#,
    r#"{"Response":{"N":[0,-0,1,-12,0.5,-1.25,1e9,1E+9,1e-9,0e0,1.5E-300,1e999,12345678901234567890123]}}"#,
    r#"{"Response":{"L":[true,false,null],"D":[[[[{"a":[{}]}]]]],"E":{}}}"#,
    r#"{"Response":{"S":"\"\\\/\b\f\n\r\t\u0000\uFFFF\ud800\udc00\udfff","":"","\ud800":1}}"#,
    "{\"Response\":{\"中文\":\"é 中文 \u{10348} \u{7f} \u{10ffff}\",\"RequestId\":\"名\"}}",
    "{\"Response\":{\"S\":\"\u{80}\u{7ff}\u{800}\u{fff}\u{1000}\u{cfff}\u{d000}\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{3ffff}\u{40000}\u{fffff}\u{100000}\"}}",
    " \t\r\n{ \n\"Response\" \t:\r{ \"RequestId\" : \"r\" , \"Error\" : { \"Code\" : \"c\" , \"Message\" : \"m\" } , \"a\" : [ 1 , true , { } , [ ] ] } }",
];

/// The same for the API 2.0 shape, under [`Parser::api_v2`](tencentcloud_response::Parser).
pub(crate) const GOOD_V2: &[&str] = &[
    r#"{"code":0,"message":"","codeDesc":"Success"}"#,
    r#"{"code":4100,"message":"auth failed","codeDesc":"AuthFailure"}"#,
    r#"{"codeDesc":"","data":{"code":{}},"code":"4100"}"#,
    r#"{ "code" : "0" , "message" : null }"#,
];

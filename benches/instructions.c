// A plugin for qemu-user that counts the instructions of a program and prints how many they were.
// What it needs of the interface is declared here, since Debian has no package with the header. For
// programs of one thread. VERSION is that of the interface: each qemu takes a few.

#include <stdint.h>
#include <stdio.h>

#define PUBLIC __attribute__((visibility("default")))

typedef uint64_t plugin_id;
struct block;

extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct block *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct block *, void (*)(unsigned, void *), int, void *);
extern void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
extern size_t qemu_plugin_tb_n_insns(const struct block *);

PUBLIC int qemu_plugin_version = VERSION;

static uint64_t instructions;

static void executed(unsigned cpu, void *length) {
    (void)cpu;
    instructions += (uintptr_t)length;
}

static void translated(plugin_id id, struct block *block) {
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_cb(block, executed, 0, (void *)qemu_plugin_tb_n_insns(block));
}

static void ended(plugin_id id, void *unused) {
    (void)id;
    (void)unused;
    fprintf(stderr, "instructions: %llu\n", (unsigned long long)instructions);
}

PUBLIC int qemu_plugin_install(plugin_id id, const void *info, int count, char **arguments) {
    (void)info;
    (void)count;
    (void)arguments;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    qemu_plugin_register_atexit_cb(id, ended, NULL);
    return 0;
}

/* prove_never.c: what no call may do, found with a shortest call that does it. */
#include "prove_never.h"

static const enum sp_signal withouts[] = {SP_CLARIFY, SP_EMPATHISE, SP_TEST, SP_FEATURE,
                                          SP_BENEFIT, SP_RESOLVE,   SP_CLOSE};

const char *
sp_never_name(enum sp_never never)
{
    static const char *const names[] = {"assertion",
                                        "flattery",
                                        "manner",
                                        "only-argument",
                                        "repeat",
                                        "early-answer",
                                        "wrong-remedy",
                                        "deferral",
                                        "rival",
                                        "without-clarify",
                                        "without-empathise",
                                        "without-test",
                                        "without-feature",
                                        "without-benefit",
                                        "without-resolve",
                                        "without-close"};

    _Static_assert(sizeof names / sizeof *names == SP_NEVERS, "one each");
    return names[never];
}

enum sp_signal
sp_never_move(unsigned index)
{
    return withouts[index];
}

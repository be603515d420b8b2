/* test_fit.c: that every screen fits, measured without fonts. usage: test_fit
 * REPOSITORY */
#include "fake.h"
#include "fit.h"

int
main(int argc, char **argv)
{
    return fit_all(argc > 1 ? argv[1] : ".", &(struct gui_measure){NULL, fake_width});
}

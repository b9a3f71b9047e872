/* interrupt.h - Ctrl-C: what is in hand is finished and kept, then it ends. */
#ifndef SP_BASE_INTERRUPT_H
#define SP_BASE_INTERRUPT_H

#include <stdbool.h>

#include "base/error.h"

/**
 * From now on SIGINT and SIGTERM are noted, and the pipeline stops behind the
 * result it is at; a second one ends the program at once. sp_interrupt_ignore()
 * gives both their usual effect again.
 */
void sp_interrupt_watch(void);
void sp_interrupt_ignore(void);

/** The signal that came, 0 if none did. */
int sp_interrupted(void);

/** Fails with SP_EINTERRUPTED if a signal came. */
bool sp_interrupt_check(sp_error *err);

#endif

#include "config.h"

#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int signals[] = { SIGINT, SIGTERM };
enum { NSIGNALS = sizeof signals / sizeof signals[0] };

/* the one thing that a handler may do */
static volatile sig_atomic_t came;

static void note(int signal)
{
	came = signal;
}

void sp_interrupt_watch(void)
{
	struct sigaction a = { .sa_handler = note,
			       .sa_flags = SA_RESTART | (int)SA_RESETHAND };

	came = 0;
	sigemptyset(&a.sa_mask);
	for (int i = 0; i < NSIGNALS; i++)
		sigaction(signals[i], &a, NULL);
}

void sp_interrupt_ignore(void)
{
	for (int i = 0; i < NSIGNALS; i++)
		signal(signals[i], SIG_DFL);
}

int sp_interrupted(void)
{
	return came;
}

bool sp_interrupt_check(sp_error *err)
{
	return !came || sp_fail(err, SP_EINTERRUPTED, NULL, 0,
				"interrupted; the same command goes on");
}

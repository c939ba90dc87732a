/**
 * {@code bin/schedules}: runs the concurrent code of the services under a scheduler that controls every thread switch, and
 * checks what must hold in every interleaving. The scheduler is <a href="https://github.com/cmu-pasta/fray">Fray</a>.
 */
package com.billshotel.schedules;

/** Certificates for tests, issued by a test CA; also used by other modules. */
package com.billshotel.runtime.tls.testing;

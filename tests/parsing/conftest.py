"""What all tests of parsing stand on: property tests without a clock, and trafilatura loaded in peace."""

from __future__ import annotations

import warnings

from hypothesis import HealthCheck, settings

# the first example of a test may load a lexicon: speed is no promise of these tests
settings.register_profile("parsing", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("parsing")

with warnings.catch_warnings():
    # trafilatura tries urllib3's SOCKS support, which warns on a machine without PySocks
    warnings.simplefilter("ignore")
    import trafilatura  # noqa: F401

"""A profile of Hypothesis for faults that are planted: whether a law fails is asked, not by which smallest example.

It draws until a fault is found; `CANARY_EXAMPLES` says how many are enough where there is none.
"""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "canary",
    max_examples=int(os.environ.get("CANARY_EXAMPLES", "300")),
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)

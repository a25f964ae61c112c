"""A profile of Hypothesis for faults that are planted: whether a law fails is asked, not by which smallest example."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "canary",
    max_examples=150,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)

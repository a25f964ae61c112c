"""How fast it is, beside peers that do the same work on the same lines. Run `python -m benchmarks`.

No test depends on a time. What tests do check is that every peer comes to the same rows.
"""

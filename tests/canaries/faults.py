"""Faults to plant in a copy of the package, each with the law that has to find it."""

from attrs import frozen

ROWS = "tests/laws/test_law_1_sums.py::test_rows_are_those_of_the_second_computation"
ON_ANY_DAY = "tests/laws/test_law_2_cuts.py::test_due_and_earned_on_any_day_are_those_of_the_second_computation"
EDGES = "tests/laws/test_law_3_edges.py::test_edges_are_those_of_the_second_computation"
TILES = "tests/laws/test_law_4_tiles.py::test_bills_are_the_tiles_of_the_cycle_and_of_the_second_computation"
SHARES = "tests/laws/test_law_5_shares.py::test_shares_of_rows_are_those_of_the_second_computation"
OPEN = "tests/laws/test_law_8_open.py::test_obligations_sum_to_what_is_open"
OBLIGATIONS = "tests/laws/test_law_8_open.py::test_obligations_are_those_of_the_second_computation"
LAST = "tests/laws/test_closeness.py::test_the_last_takes_the_rest_and_the_others_are_rounded_down"
ROUNDING = "tests/laws/test_reconciliation.py::test_rounding_to_any_quantum_explains_all_that_rounding_did"
ACCRUALS = "tests/laws/test_law_2_cuts.py::test_accruals_are_those_of_the_second_computation"
ON_DUE = "tests/kernel/test_curves.py::test_no_roll_moves_what_is_earned_on_the_due_day"
MOVES = "tests/kernel/test_days.py::test_moves_in_columns_are_those_of_the_calendar"
PAYMENTS = "tests/laws/test_law_7_payments.py::test_what_payments_pay_is_what_the_second_computation_says"
WAITING = "tests/laws/test_law_7_payments.py::test_a_payment_waits_for_the_installment_that_it_names"
TABLE = "tests/laws/test_tables.py::test_a_table_has_the_schedule_of_its_contracts"
WITHHELD = "tests/laws/test_retention.py::test_what_is_withheld_up_to_a_day"
ADJUSTED = "tests/laws/test_adjustments.py::test_rows_are_those_of_the_price_and_then_the_adjustments"
RESHARED = "tests/laws/test_law_5_reshared.py::test_payers_bear_what_the_weights_known_last_make_of_all_rows"
TAXED = "tests/laws/test_tax.py::test_tax_is_what_a_plain_loop_says"
ISSUED = "tests/laws/test_tax.py::test_a_row_has_the_tax_that_was_known_when_it_fell_due"
HALVES = "tests/kernel/test_exact.py::test_halves_go_away_from_zero"
BEFORE_EFFECT = "tests/laws/test_law_6_amendments.py::test_a_line_that_is_added_earns_nothing_before"
NOTICE = "tests/laws/test_renewal.py::test_notice_in_time_ends_it_and_notice_too_late_does_not"
HORIZON = "tests/test_open_ended.py::test_bills_and_price_cells_come_whole"
LEFT = "tests/laws/test_remeasured.py::test_rows_are_what_is_left_split_over_what_is_not_due"
REBILLED = "tests/laws/test_rebilled.py::test_other_bills_change_no_price"
PRESENTED = "tests/test_exchange.py::test_each_amount_is_rounded_once_from_the_exact_one"
EVERY_CELL = "tests/test_remeasured.py::test_every_cell_of_what_is_left_is_prorated_as_the_line_says"
TOGETHER = "tests/kernel/test_catching_up.py::test_lines_together_have_the_rows_of_each_alone"
LIFE = "tests/laws/test_state_machine.py::TestLife::runTest"
ESCALATED = "tests/laws/test_escalation.py::test_each_rate_is_that_of_the_second_computation"
KNOWN_VALUES = "tests/terms/test_escalation.py::test_a_revised_value_counts_once_it_is_known"
PARTS = "tests/laws/test_reconciliation_parts.py::test_parts_sum_to_the_difference_in_every_row"
INTEREST = "tests/laws/test_interest.py::test_interest_is_what_a_loop_over_days_comes_to"
OPENED = "tests/laws/test_openings.py::test_from_its_first_day_on_the_curves_are_those_of_the_terms"
OPENING = "tests/laws/test_openings.py::test_on_the_day_before_it_is_what_the_opening_says"
WIDE = "tests/kernel/test_wide.py::test_one_wide_line_changes_no_other"


@frozen
class Fault:
    """A small mistake.

    Attributes:
        name: what went wrong.
        module: the file that has it.
        law: the test that has to fail.
        changes: what stood there, exactly once, and what stands there now.
    """

    name: str
    module: str
    law: str
    changes: tuple[tuple[str, str], ...]


FAULTS = (
    Fault(
        "a cap is a bound against the base",
        "terms/escalated.py",
        ESCALATED,
        (("step.exact > bounded(step.last, terms.cap)", "step.exact > bounded(step.base, terms.cap)"),),
    ),
    Fault(
        "an index value counts before it is known",
        "terms/index.py",
        KNOWN_VALUES,
        (("if value.known_from <= on]", "if value.known_from <= date.max]"),),
    ),
    Fault(
        "what fell due in the last days before signing does not stay",
        "kernel/catching_up.py",
        LIFE,
        (
            (
                '(np.minimum(due, written.column("due_unadjusted", rows.row)) < own)',
                '(written.column("due_unadjusted", rows.row) < own - 9)',
            ),
        ),
    ),
    Fault(
        "an added line earns before it takes effect",
        "schedules/changed.py",
        BEFORE_EFFECT,
        (("found = [Stretch(FIRST, version, 0)]", "found = [Stretch(FIRST, version)]"),),
    ),
    Fault(
        "what falls due on the day itself is still ahead",
        "statements/maturities.py",
        OBLIGATIONS,
        (("(due == NONE) | (due > self.day)]", "(due == NONE) | (due >= self.day)]"),),
    ),
    Fault(
        "what falls due on the day itself is not yet due",
        "schedules/installments.py",
        ON_ANY_DAY,
        (("(due != NONE) & (due <= day)", "(due != NONE) & (due < day)"),),
    ),
    Fault(
        "the last cell is that of the day after the service",
        "kernel/grid.py",
        TILES,
        (('positions(segments["end"] - 1, base', 'positions(segments["end"], base'),),
    ),
    Fault(
        "edges are counted from the edge before",
        "dates.py",
        EDGES,
        (
            (
                'return _shifted(self.anchor, step, k * self.every.days, "anchor")',
                (
                    "edge, one = self.anchor, 1 if k > 0 else -1\n"
                    "        step = relativedelta(months=one * self.every.months, day=end_of_month)\n"
                    "        for _ in range(abs(k)):\n"
                    '            edge = _shifted(edge, step, one * self.every.days, "anchor")\n'
                    "        return edge"
                ),
            ),
        ),
    ),
    Fault(
        "the last stub is dropped",
        "kernel/grid.py",
        TILES,
        (("np.maximum(final - inner + 1, 0) + 1)", "np.maximum(final - inner, 0) + 1)"),),
    ),
    Fault(
        "halves go to the even number",
        "kernel/exact.py",
        HALVES,
        (
            (
                "return quotient(2 * numerator + denominator, 2 * denominator)",
                (
                    "up = quotient(2 * numerator + denominator, 2 * denominator)\n"
                    "        return up - (((2 * numerator + denominator) % (2 * denominator) == 0) & (up % 2 == 1))"
                ),
            ),
        ),
    ),
    Fault(
        "shares are rounded row by row",
        "kernel/sharing.py",
        SHARES,
        (
            (
                "cumulative -= np.repeat(cumulative[first] - own[first] - BITS_OF_BIG, count[some])",
                "np.add(own, BITS_OF_BIG, out=cumulative)",
            ),
            ("_cumulate(own, first, sums[some], cumulative)", "np.add(own, BITS_OF_BIG, out=cumulative)"),
            ("np.subtract(whole[1:], whole[:-1], out=change[1:])", "np.subtract(whole, nothing[j], out=change)"),
        ),
    ),
    Fault(
        "of equal remainders the latest comes first",
        "kernel/split.py",
        ROWS,
        (("whole_rest > first_rest, last_rest > first_rest", "whole_rest >= first_rest, last_rest > first_rest"),),
    ),
    Fault(
        "what is left over comes to the first instead of the last",
        "kernel/split.py",
        LAST,
        (
            ("more_first &= ~to_last", "more_first = np.where(to_last, left, more_first)"),
            ("more_last = np.where(to_last, left, more_last)", "more_last = np.where(to_last, 0, more_last)"),
        ),
    ),
    Fault(
        "in advance and in arrears are swapped where quantities step",
        "kernel/stepping.py",
        ROWS,
        (('segments["when"] == 1', 'segments["when"] == 0'),),
    ),
    Fault(
        "the 31st runs over the end of a short month",
        "kernel/days.py",
        ROWS,
        (
            (
                "np.minimum(np.arange(1, 32)[:, None], lengths[None, :])",
                "np.arange(1, 32)[:, None] + 0 * lengths[None, :]",
            ),
        ),
    ),
    Fault(
        "an anchor that ends its month is taken to mean month ends",
        "kernel/days.py",
        TILES,
        (("np.where(month_end, 31,", "np.where(month_end | (MONTH_STARTS[month + 1] - 1 == anchor), 31,"),),
    ),
    Fault(
        "a working weekend is closed",
        "kernel/days.py",
        MOVES,
        (("opened[[number(day) - FIRST for day in calendar.working]] = True", "pass"),),
    ),
    Fault(
        "what has no date is dropped",
        "statements/maturities.py",
        OPEN,
        (("(due == NONE) | (due > self.day)]", "due > self.day]"),),
    ),
    Fault(
        "a fiscal year is named by the year in which it begins",
        "dates.py",
        OBLIGATIONS,
        (
            (
                "return day.year + (1 < self.start_month <= day.month)",
                "return day.year - (day.month < self.start_month)",
            ),
        ),
    ),
    Fault(
        "earned on the adjusted due day",
        "kernel/curves.py",
        ON_DUE,
        (("steps_of(self.rows, self.rows.due_unadjusted)", "steps_of(self.rows, self.rows.due)"),),
    ),
    Fault(
        "a quantity steps a day late",
        "kernel/encode.py",
        ROWS,
        (("self.step_day.append(day)", "self.step_day.append(day + (day > start))"),),
    ),
    Fault(
        "the 31st is not the 30th of a month of thirty days",
        "kernel/days.py",
        ROWS,
        (("d1 = np.minimum(start - MONTH_STARTS[first] + 1, 30)", "d1 = start - MONTH_STARTS[first] + 1"),),
    ),
    Fault(
        "without proration a started cell is owed in part",
        "kernel/grid.py",
        ROWS,
        (("unit = ((days == whole) & ~by_days) | (proration == 3)", "unit = (days == whole) & ~by_days"),),
    ),
    Fault(
        "products may reach 2^80 before they are seen as wide",
        "kernel/exact.py",
        WIDE,
        (("NARROW: Final = float(2**61)", "NARROW: Final = float(2**80)"),),
    ),
    Fault(
        "a difference of half a quantum is unexplained",
        "statements/reconciliation.py",
        ROUNDING,
        (("2 * abs(difference) <= halves", "2 * abs(difference) < halves"),),
    ),
    Fault(
        "a period earns what its last day does not",
        "schedules/accruals.py",
        ACCRUALS,
        (
            (
                "cumulative = schedule._earned.before(line, fiscal_start(period + 1, length, start_month))",
                "cumulative = schedule._earned.before(line, fiscal_start(period + 1, length, start_month) - 1)",
            ),
        ),
    ),
    Fault(
        "a table's service ends a day early",
        "schedules/bulk.py",
        TABLE,
        (('take("end", "to", _day, NONE) + 1', 'take("end", "to", _day, NONE)'),),
    ),
    Fault(
        "a payment that names its installment pays the oldest instead",
        "payments/matching.py",
        PAYMENTS,
        (("        self._merge(debits.row, target)\n", ""),),
    ),
    Fault(
        "what waits for its due day counts as applied",
        "payments/matching.py",
        WAITING,
        (("counts = (row < 0) | self.fallen[row]", "counts = (row < 0) | (row >= 0)"),),
    ),
    Fault(
        "what payments of a year pay of others is part of no difference",
        "statements/differences.py",
        PARTS,
        (
            (
                "contracts.rows(contracts.within, found.applied) - applied(ours & to_row)",
                "contracts.rows(contracts.within, found.applied)",
            ),
        ),
    ),
    Fault(
        "tax is a percentage of what includes it",
        "kernel/taxing.py",
        TAXED,
        (("half_away(after * rate, _WHOLE + rate)", "half_away(after * rate, _WHOLE + 0 * rate)"),),
    ),
    Fault(
        "a signing changes the tax of what had fallen due",
        "schedules/taxes.py",
        ISSUED,
        (("issued[issued == NONE] = LAST", "issued[:] = LAST"),),
    ),
    Fault(
        "what is withheld is rounded down each time",
        "kernel/beside.py",
        WITHHELD,
        (
            (
                "half_away(np.cumsum(amount.astype(object)) * micro, np.array([_WHOLE], dtype=object))",
                "np.cumsum(amount.astype(object)) * micro // _WHOLE",
            ),
        ),
    ),
    Fault(
        "the day of a payment bears no interest",
        "kernel/late.py",
        INTEREST,
        (("np.maximum(day - since[row], 0)", "np.maximum(day - since[row] - 1, 0)"),),
    ),
    Fault(
        "days after the weights change are borne by the weights before",
        "kernel/pooling.py",
        RESHARED,
        (("np.clip(bounds[:, None], first, after) - first", "np.clip(bounds[:, None] + 1, first, after) - first"),),
    ),
    Fault(
        "an adjustment falls due before it is known",
        "terms/adjustment.py",
        ADJUSTED,
        (("return max(self.on, self.recorded)", "return self.on"),),
    ),
    Fault(
        "what the terms had led to and an opening does not say is lost",
        "schedules/opened.py",
        OPENED,
        (("if by_terms != stated:", "if by_terms > 2 * stated:"),),
    ),
    Fault(
        "what was earned on the day before a record is told by the terms",
        "kernel/opening.py",
        OPENING,
        (("(day <= since)", "(day < since)"),),
    ),
    Fault(
        "notice on the last day on which it may be given is too late",
        "terms/renewing.py",
        NOTICE,
        (("noticed is not None and noticed <= notice_by", "noticed is not None and noticed < notice_by"),),
    ),
    Fault(
        "the price cell that holds the horizon is cut where its bill ends",
        "terms/looking_ahead.py",
        HORIZON,
        (("end = max(end, _edge_after(Cycle(price.per,", "end = min(end, _edge_after(Cycle(price.per,"),),
    ),
    Fault(
        "the day after a suspension is suspended too",
        "kernel/remeasuring.py",
        LEFT,
        (("(a <= asked) & (asked < b)", "(a <= asked) & (asked <= b)"),),
    ),
    Fault(
        "bills of what is left weigh actual days but for the first",
        "kernel/remeasuring.py",
        EVERY_CELL,
        (("(np.repeat(segment[name], len(k)) for name in", "(segment[name] for name in"),),
    ),
    Fault(
        "what is billed otherwise has the quantity of the beginning",
        "terms/rebilling.py",
        REBILLED,
        (("counts = [count]\n", "counts = counts or [count]\n"),),
    ),
    Fault(
        "amounts in another currency are rounded down",
        "statements/presenting.py",
        PRESENTED,
        (("half_away(amounts, np.array(denominator, dtype=object))", "(amounts // denominator)"),),
    ),
    Fault(
        "a void counts from the day after",
        "payment.py",
        LIFE,
        (("self.voided is None or self.voided > on", "self.voided is None or self.voided >= on"),),
    ),
    Fault(
        "what falls due on the day of a signing is frozen",
        "kernel/catching_up.py",
        TOGETHER,
        (
            (
                'written.column("due_unadjusted", rows.row)) < own)',
                'written.column("due_unadjusted", rows.row)) <= own)',
            ),
        ),
    ),
)

"""HiGHS, as the panels use it: one thread, a fixed seed, tight tolerances; and nothing said.

Worked example: the most of x + 2y with x + y at most 3 and y at most 2 is 5, at (1, 2):

>>> import numpy as np
>>> from scipy.sparse import csr_array
>>> ones = csr_array(np.array([[1.0, 1.0]]))
>>> best_integers(np.array([1.0, 2.0]), ones, np.array([0.0]), np.array([3.0]), np.zeros(2), np.array([3.0, 2.0]))
array([1, 2])
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import highspy
import numpy as np
from scipy.sparse import csr_array

from recolement.analysis.panels.types import Floats, Integers

INFINITY = highspy.kHighsInf

Setting: TypeAlias = bool | int | float | str

_REPEATABLE: Mapping[str, Setting] = {"threads": 1, "parallel": "off", "random_seed": 0}
_LINEAR: Mapping[str, Setting] = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
_INTEGER: Mapping[str, Setting] = {
    "mip_rel_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    # Restarts and jumps cost more than they find on programs this small (measured: half the time).
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,
}


class SolverFailed(RuntimeError):
    """The solver ended without an answer; this is a fault of ours, not of the input."""


def version() -> str:
    """The solver and its version, as the record of a draw names it."""
    return f"HiGHS {_model({}).version()}"


class _Quiet(highspy.Highs):
    """A solver that is silent from its first moment: the library's own constructor prints a banner."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def _model(options: Mapping[str, Setting]) -> highspy.Highs:
    model = _Quiet()
    for name, value in {**_REPEATABLE, **options}.items():
        model.setOptionValue(name, value)
    return model


def linear_model() -> highspy.Highs:
    """An empty linear program."""
    return _model(_LINEAR)


class LinearProgram:
    """A linear program over ``least <= x <= most`` and rows, solved again and again as it changes.

    Rows are ``lower <= matrix @ x <= upper``. The objective is made as large as possible.
    """

    def __init__(self, matrix: csr_array, most: Floats) -> None:
        count = len(most)
        self._highs = linear_model()
        self._highs.addVars(count, np.zeros(count), most)
        self._columns = np.arange(count, dtype=np.int32)
        self._rows = np.arange(matrix.shape[0], dtype=np.int32)
        free = np.full(matrix.shape[0], INFINITY)
        self._highs.addRows(
            matrix.shape[0],
            -free,
            free,
            matrix.nnz,
            matrix.indptr[:-1].astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
        )

    def best(
        self, worth: Floats, lower: Floats, upper: Floats, least: Floats, most: Floats
    ) -> tuple[Floats, Floats] | None:
        """The best point and how much each column's worth would have to rise to enter; None if none fits."""
        self._highs.changeColsCost(len(self._columns), self._columns, -worth)
        self._highs.changeColsBounds(len(self._columns), self._columns, least, most)
        for row in self._rows:
            self._highs.changeRowBounds(int(row), lower[row], upper[row])
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            # A basis that went bad is dropped once; starting afresh settles it or is a fault.
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
            if status != highspy.HighsModelStatus.kOptimal:
                return None
        found = self._highs.getSolution()
        return np.array(found.col_value), np.array(found.col_dual)


def best_integers(
    worth: Floats,
    matrix: csr_array,
    lower: Floats,
    upper: Floats,
    least: Floats,
    most: Floats,
    *,
    gap: float = 1e-9,
    first_found: bool = False,
) -> Integers | None:
    """The whole numbers within bounds and rows that are worth most; None if none fit.

    ``gap``: how much less than the most the answer may be worth. ``first_found``: any that fit will do.
    """
    stop: dict[str, Setting] = {"mip_max_improving_sols": 1} if first_found else {"mip_abs_gap": gap}
    highs = _model({**_INTEGER, **stop})
    program = highspy.HighsLp()
    columns = matrix.tocsc()
    program.num_col_, program.num_row_ = len(worth), matrix.shape[0]
    program.col_cost_, program.col_lower_, program.col_upper_ = -worth, least, most
    program.row_lower_, program.row_upper_ = lower, upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = columns.indptr
    program.a_matrix_.index_ = columns.indices
    program.a_matrix_.value_ = columns.data
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(worth)
    highs.passModel(program)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    # 2 is HiGHS's code for a feasible point.
    if highs.getInfo().primal_solution_status != 2:
        raise SolverFailed(highs.modelStatusToString(status))
    if not first_found and status != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed(highs.modelStatusToString(status))
    whole: Integers = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    return whole

using Federated.Learning.State;

namespace Federated.Computations.Forecasting;

/// <summary>A calendar as a snapshot: no tensor before the round; afterwards the F64 tensor <c>calendar</c> [4] (first, last, rows, partners) and, with a category, <c>held</c> [values], 0 or 1.</summary>
public static class CalendarSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(CalendarState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Result is { } found ? [StateTensors.Tensor("calendar", found.First, found.Last, found.Rows, found.Partners), .. state.Values > 0 ? new[] { StateTensors.Tensor("held", [.. state.Held.Select(held => held ? 1.0 : 0)]) } : []] : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static CalendarState Read(ModelSnapshot snapshot, int periods, int values = 0)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.IsEmpty)
            return new CalendarState(periods, values);
        StateTensors.RequireCount(snapshot, values > 0 ? 2 : 1);
        double[] figures = StateTensors.Figures(snapshot, "calendar", 4);
        int first = (int)StateTensors.Whole(figures[0], "first period", 0, periods - 1), last = (int)StateTensors.Whole(figures[1], "last period", first, periods - 1);
        return new CalendarState(periods, values, new Calendar(first, last, StateTensors.Whole(figures[2], "number of rows", 1, 1L << 53), (int)StateTensors.Whole(figures[3], "number of partners", 1, 1 << 20)), values == 0 ? [] : [.. StateTensors.Figures(snapshot, "held", values).Select(held => StateTensors.Whole(held, "mark of a value", 0, 1) == 1)]);
    }
}

namespace Federated.Learning.Forecasting;

/// <summary>Least value of a function of a few bounded numbers by a moving simplex (Nelder and Mead 1965); points outside are moved to the bounds. Deterministic.</summary>
internal static class SimplexSearch
{
    private const int StepsOfNumber = 60;
    private const double Narrow = 1e-10, FirstStep = 0.15;

    public static double[] Minimise(Func<double[], double> function, double[] start, double least, double[] most)
    {
        int size = start.Length;
        double[] Within(double[] point) => [.. point.Select((value, index) => Math.Clamp(value, least, most[index]))];
        (double[] Point, double Value) At(double[] point) => (Within(point), function(Within(point)));
        var simplex = new List<(double[] Point, double Value)> { At(start) };
        for (int axis = 0; axis < size; axis++)
        {
            double[] moved = [.. start];
            moved[axis] += moved[axis] + FirstStep < most[axis] ? FirstStep : -FirstStep;
            simplex.Add(At(moved));
        }

        for (int step = 0; step < StepsOfNumber * size; step++)
        {
            simplex.Sort((first, second) => first.Value.CompareTo(second.Value));
            if (simplex[^1].Value - simplex[0].Value <= Narrow * (Math.Abs(simplex[0].Value) + Narrow))
                break;
            double[] worst = simplex[^1].Point;
            double[] centre = [.. Enumerable.Range(0, size).Select(axis => simplex.Take(size).Average(vertex => vertex.Point[axis]))];
            (double[] Point, double Value) Along(double share) => At([.. centre.Select((value, axis) => value + (share * (worst[axis] - value)))]);
            (double[] Point, double Value) reflected = Along(-1);
            if (reflected.Value < simplex[0].Value)
            {
                (double[] Point, double Value) expanded = Along(-2);
                simplex[^1] = expanded.Value < reflected.Value ? expanded : reflected;
            }
            else if (reflected.Value < simplex[^2].Value)
            {
                simplex[^1] = reflected;
            }
            else
            {
                (double[] Point, double Value) contracted = Along(reflected.Value < simplex[^1].Value ? -0.5 : 0.5);
                if (contracted.Value < Math.Min(reflected.Value, simplex[^1].Value))
                    simplex[^1] = contracted;
                else
                    Shrink(simplex, At);
            }
        }

        return simplex.MinBy(vertex => vertex.Value).Point;
    }

    private static void Shrink(List<(double[] Point, double Value)> simplex, Func<double[], (double[] Point, double Value)> at)
    {
        double[] best = simplex[0].Point;
        for (int vertex = 1; vertex < simplex.Count; vertex++)
            simplex[vertex] = at([.. simplex[vertex].Point.Select((value, axis) => (value + best[axis]) / 2)]);
    }
}

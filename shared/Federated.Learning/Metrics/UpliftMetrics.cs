namespace Federated.Learning.Metrics;

/// <summary>
/// Quality of predicted uplift (the effect of a contact) from a randomised trial. Rows are ranked by predicted uplift from the highest down. Among the
/// first k, N_T(k) rows were treated and R_T(k) of them responded; N_C(k) and R_C(k) count the untreated. A curve runs over φ = k/n from 0 to 1, has a
/// point at 0 and wherever the score changes (rows of one score enter together), and is a straight line between; its area is exact.
/// </summary>
public static class UpliftMetrics
{
    /// <summary>
    /// Qini coefficient (Radcliffe 2007): area between the Qini curve q(k) = (R_T(k) − R_C(k)·N_T(k)/N_C(k)) / N_T(n), extra responses by treated row, and
    /// the straight line to its end, which a random order follows. While no untreated row is among the first k, R_C(k)·N_T(k)/N_C(k) is taken as 0.
    /// </summary>
    /// <param name="scores">Predicted uplift, one a row, not NaN.</param>
    /// <param name="responses">One a row; above 0.5 is a response.</param>
    /// <param name="treated">Whether the row was treated, one a row; both kinds occur.</param>
    /// <returns>0 of a random order; the higher the better, in responses by treated row.</returns>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, or one of the groups has no row.</exception>
    public static double Qini(ReadOnlySpan<float> scores, ReadOnlySpan<float> responses, ReadOnlySpan<bool> treated)
    {
        (double area, double end) = Area(scores, responses, treated, static (point, all)
            => (point.TreatedResponses - (point.Controls > 0 ? point.ControlResponses * point.Treated / point.Controls : 0)) / all.Treated);
        return area - (end / 2);
    }

    /// <summary>
    /// Area under the uplift curve (Gutierrez and Gérardy 2017): u(k) = (R_T(k)/N_T(k) − R_C(k)/N_C(k))·k/n, extra responses by row of all. A ratio whose
    /// group has no row yet is taken as 0.
    /// </summary>
    /// <inheritdoc cref="Qini"/>
    /// <returns>Half the average effect of a random order; the higher the better, in responses by row.</returns>
    public static double AreaUnderUpliftCurve(ReadOnlySpan<float> scores, ReadOnlySpan<float> responses, ReadOnlySpan<bool> treated)
        => Area(scores, responses, treated, static (point, all) =>
        {
            double ofTreated = point.Treated > 0 ? point.TreatedResponses / point.Treated : 0;
            double ofControls = point.Controls > 0 ? point.ControlResponses / point.Controls : 0;
            return (ofTreated - ofControls) * (point.Treated + point.Controls) / (all.Treated + all.Controls);
        }).Area;

    private static (double Area, double End) Area(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> responses, ReadOnlySpan<bool> treated, Func<TrialCounts, TrialCounts, double> height)
    {
        MetricInput.RequireSameLength(scores.Length, "scores", responses.Length, "responses");
        MetricInput.RequireSameLength(treated.Length, "treatments", responses.Length, "responses");
        int[] order = MetricInput.Descending(scores);
        TrialCounts all = default;
        for (int row = 0; row < order.Length; row++)
            all = all.With(responses[row] > 0.5f, treated[row]);
        if (all.Treated == 0 || all.Controls == 0)
            throw new ArgumentException($"{all.Treated} rows were treated and {all.Controls} were not; uplift compares the two, so both must occur.", nameof(treated));

        TrialCounts point = default;
        double area = 0, before = 0;
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            for (; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
                point = point.With(responses[order[end]] > 0.5f, treated[order[end]]);
            double here = height(point, all);
            area += (end - start) * (before + here) / 2;
            before = here;
            start = end;
        }

        return (area / order.Length, before);
    }

    private readonly record struct TrialCounts(double Treated, double TreatedResponses, double Controls, double ControlResponses)
    {
        public TrialCounts With(bool responded, bool treated)
        {
            int response = responded ? 1 : 0;
            return treated
                ? this with { Treated = Treated + 1, TreatedResponses = TreatedResponses + response }
                : this with { Controls = Controls + 1, ControlResponses = ControlResponses + response };
        }
    }
}

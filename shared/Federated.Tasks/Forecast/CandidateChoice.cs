namespace Federated.Tasks.Forecast;

/// <summary>
/// Which model a partner uses: the one with the least absolute error after the validation cuts, but the joint one as long as that does no worse by more than one standard error (the rule of Breiman, Friedman, Olshen and Stone
/// 1984). What moves a period moves all its series, so periods count, not rows: a few periods are soon won by chance, and the joint model is the safer guess.
/// </summary>
internal static class CandidateChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="errors">By kind the absolute errors with their periods, each kind of the same rows in the same order.</param>
    public static CandidateKind Of(IReadOnlyList<(int Period, double Size)[]> errors)
    {
        var best = Enum.GetValues<CandidateKind>().MinBy(kind => errors[(int)kind].Sum(error => error.Size));
        double[] gains = [.. errors[(int)CandidateKind.Joint].Zip(errors[(int)best], (joint, other) => (joint.Period, Gain: joint.Size - other.Size)).GroupBy(pair => pair.Period, pair => pair.Gain).Select(period => period.Sum())];
        if (gains.Length < 2)
            return CandidateKind.Joint;
        double mean = gains.Average(), variance = gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1);
        return mean > Math.Sqrt(variance / gains.Length) ? best : CandidateKind.Joint;
    }
}

namespace Federated.Learning.Experiments;

/// <summary>How many rows an experiment of two arms needs to find an effect.</summary>
/// <param name="Fixed">Rows of both arms when one looks once, at the end.</param>
/// <param name="Sequential">Rows of both arms by which an experiment that is looked at all the time has found the effect with the power asked for; it often ends sooner.</param>
public readonly record struct SampleSize(long Fixed, long Sequential)
{
    private const long Most = 1L << 50;

    /// <summary>The size for a share of responses.</summary>
    /// <param name="baseline">Share without the change, in (0, 1).</param>
    /// <param name="effect">How much the share changes; baseline + effect in (0, 1), not 0.</param>
    /// <param name="level">Chance to find an effect where there is none, in (0, 1).</param>
    /// <param name="power">Chance to find this one, in (0, 1).</param>
    /// <param name="controlShare">Share of the rows that stay without the change, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static SampleSize OfShares(double baseline, double effect, double level = 0.05, double power = 0.8, double controlShare = 0.5)
    {
        Require(baseline, nameof(baseline));
        Require(baseline + effect, nameof(effect));
        return Of(baseline * (1 - baseline), (baseline + effect) * (1 - baseline - effect), effect, level, power, controlShare);
    }

    /// <summary>The size for a mean.</summary>
    /// <param name="deviation">Standard deviation of a response, above 0.</param>
    /// <param name="effect">How much the mean changes, not 0.</param>
    /// <inheritdoc cref="OfShares"/>
    public static SampleSize OfMeans(double deviation, double effect, double level = 0.05, double power = 0.8, double controlShare = 0.5)
        => deviation > 0 && double.IsFinite(deviation)
            ? Of(deviation * deviation, deviation * deviation, effect, level, power, controlShare)
            : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The standard deviation is above 0 and finite.");

    private static SampleSize Of(double control, double changed, double effect, double level, double power, double controlShare)
    {
        Require(level, nameof(level));
        Require(power, nameof(power));
        Require(controlShare, nameof(controlShare));
        if (effect == 0 || !double.IsFinite(effect))
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect of 0 is never found; give the least that matters.");
        double ofARow = (control / controlShare) + (changed / (1 - controlShare)), size = Math.Abs(effect), reserve = NormalDistribution.Quantile(power);
        double once = Math.Max(0, NormalDistribution.Quantile(1 - (level / 2)) + reserve);
        // The estimate passes the interval's half-width with the power asked for; both narrow with the rows.
        bool Suffices(long rows) => size - (reserve * Math.Sqrt(ofARow / rows)) >= MixtureInterval.HalfWidth(ofARow / rows, size, level);
        long low = 1, high = 2;
        while (!Suffices(high) && high < Most)
            (low, high) = (high, high * 2);
        while (high - low > 1)
            (low, high) = Suffices((low + high) / 2) ? (low, (low + high) / 2) : ((low + high) / 2, high);
        return new SampleSize((long)Math.Ceiling(once * once * ofARow / (size * size)), high);
    }

    private static void Require(double share, string name)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(name, share, "The value lies between 0 and 1.");
    }
}

namespace Federated.SecureAggregation.Cohort;

/// <summary>Tails of the hypergeometric distribution: of <c>drawn</c> members out of n, how many are among <c>marked</c> ones. Summed term by term from logarithms of factorials.</summary>
internal sealed class Hypergeometric
{
    private readonly int _members;
    private readonly double[] _logFactorials;

    /// <param name="members">n.</param>
    public Hypergeometric(int members)
    {
        _members = members;
        _logFactorials = new double[members + 1];
        double lost = 0;
        for (int i = 2; i <= members; i++)
        {
            // Compensated: a million terms add up to 10^7, and the differences have to be good to 1e-9.
            double term = Math.Log(i) - lost;
            _logFactorials[i] = _logFactorials[i - 1] + term;
            lost = _logFactorials[i] - _logFactorials[i - 1] - term;
        }
    }

    public double LogFactorial(int of) => _logFactorials[of];

    /// <summary>The smallest x such that more than x of the drawn are marked with a chance of at most <paramref name="chance"/>.</summary>
    public int SmallestExceeded(int marked, int drawn, double chance)
    {
        int x = Math.Min(drawn, marked);
        for (double tail = Chance(marked, drawn, x); x > 0 && tail <= chance; tail += Chance(marked, drawn, x))
        {
            x--;
        }

        return x;
    }

    /// <summary>The largest x such that fewer than x of the drawn are marked with a chance below <paramref name="chance"/>.</summary>
    public int LargestMissed(int marked, int drawn, double chance)
    {
        int x = 0;
        for (double tail = Chance(marked, drawn, 0); x <= drawn && tail < chance; tail += Chance(marked, drawn, x))
        {
            x++;
        }

        return x;
    }

    private double Chance(int marked, int drawn, int x) => x < 0 || x > marked || drawn - x > _members - marked || x > drawn
        ? 0
        : Math.Exp(LogChoose(marked, x) + LogChoose(_members - marked, drawn - x) - LogChoose(_members, drawn));

    private double LogChoose(int from, int take) => _logFactorials[from] - _logFactorials[take] - _logFactorials[from - take];
}

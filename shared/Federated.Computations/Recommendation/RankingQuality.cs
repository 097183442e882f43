namespace Federated.Computations.Recommendation;

/// <summary>How good rankings are over the customers of all nodes; figures are NaN when no customer decides them.</summary>
public sealed class RankingQuality
{
    private const double Slack = 1e-4;

    private readonly RankingLayout _layout;
    private readonly double[] _sums;

    private RankingQuality(RankingLayout layout, double[] sums, int coverage) => (_layout, _sums, CoveredItems) = (layout, sums, coverage);

    /// <summary>What was measured.</summary>
    public RankingRequest Request => _layout.Request;

    /// <summary>Customers of whom an item was held out.</summary>
    public long Customers => (long)_sums[0];

    /// <summary>Partners that have such a customer; 0 when they are fewer than the floor, or were not counted.</summary>
    public int Partners => Request.WithPartners ? (int)_sums[_layout.Partners] : 0;

    /// <summary>Items that are in somebody's list.</summary>
    public int CoveredItems { get; }

    /// <summary>The sums as they are kept: those of too few lists and partners left out.</summary>
    internal ReadOnlySpan<double> Sums => _sums;

    /// <summary>HR@k of a model: share of customers whose held-out item is among the first k.</summary>
    /// <param name="model">The model's place.</param>
    /// <param name="isFull">Among all items, not the sampled ones.</param>
    public double HitRate(int model, bool isFull = false) => Mean(model, isFull ? 2 : 0);

    /// <summary>NDCG@k of a model: mean of 1/log₂(1 + rank) where the rank is at most k.</summary>
    /// <inheritdoc cref="HitRate" path="/param"/>
    public double Gain(int model, bool isFull = false) => Mean(model, isFull ? 3 : 1);

    /// <summary>Mean self-information of a model's lists, in bits: high where rare items are shown.</summary>
    public double Novelty(int model) => Mean(model, 4);

    /// <summary>Mean of 1 − cosine within a model's lists: high where a list's items have few customers in common.</summary>
    public double Diversity(int model) => Mean(model, 5);

    /// <summary>Lists of the first model that hold an item; 0 when they are fewer than <see cref="RankingRequest.LeastExposure"/>.</summary>
    public long Exposure(int item) => (long)_sums[_layout.Exposures + item];

    /// <summary>A model's hit rate over partners; null below the floor.</summary>
    public RankingFigure? PartnerHitRate(int model) => Figure(_layout.PartnerFigure(model, 0));

    /// <summary>A model's NDCG over partners; null below the floor.</summary>
    public RankingFigure? PartnerGain(int model) => Figure(_layout.PartnerFigure(model, 1));

    /// <summary>What the first model's hit rate has more than another's, partner by partner; null below the floor.</summary>
    public RankingFigure? HitRateOver(int other) => Figure(_layout.PartnerGain(other, 0));

    /// <summary>What the first model's NDCG has more than another's, partner by partner; null below the floor.</summary>
    public RankingFigure? GainOver(int other) => Figure(_layout.PartnerGain(other, 1));

    /// <summary>Checks sums as they come out of a round, and leaves out what is of too few.</summary>
    /// <param name="layout">The places.</param>
    /// <param name="sums">In their own units; taken over.</param>
    /// <param name="contributors">Nodes in the sum; of one node its own figures are shown to itself.</param>
    /// <exception cref="ContributionException">A sum is not one that customers add up to.</exception>
    internal static RankingQuality Of(RankingLayout layout, double[] sums, int contributors)
    {
        long most = (long)contributors * layout.Request.MostCustomers;
        sums[0] = SummedCount.Of(sums, 0, most);
        int covered = 0;
        for (int index = layout.Exposures; index < layout.Partners; index++)
        {
            long lists = SummedCount.Of(sums, index, (long)sums[0]);
            covered += lists > 0 ? 1 : 0;
            sums[index] = lists < RankingRequest.LeastExposure ? 0 : lists;
        }

        if (layout.Request.WithPartners)
        {
            sums[layout.Partners] = SummedCount.Of(sums, layout.Partners, contributors);
            if (sums[layout.Partners] < RankingRequest.LeastPartners)
                sums.AsSpan(layout.Partners).Clear();
        }

        return Kept(layout, sums, covered);
    }

    /// <summary>Checks sums as a state holds them.</summary>
    /// <exception cref="ContributionException">A sum is not one that customers add up to.</exception>
    internal static RankingQuality Kept(RankingLayout layout, double[] sums, int covered)
    {
        RankingRequest request = layout.Request;
        double customers = sums[0], slack = Slack * Math.Max(1, customers);
        for (int index = 0; index < layout.Partners; index++)
        {
            double most = index > 0 && index < layout.Exposures && (index - 1) % RankingLayout.OfModel == 4 ? RankingLayout.MostNovelty : 1;
            if (!(sums[index] >= -slack && sums[index] <= (customers * most) + slack))
                throw new ContributionException($"Value {index} of the ranking's sums is {sums[index]}, which {customers} customers cannot add up to; a node sent something else.");
        }

        double partners = request.WithPartners ? sums[layout.Partners] : 0;
        for (int index = layout.Partners + 1; index < layout.Length; index++)
        {
            if (!(Math.Abs(sums[index]) <= partners + Slack))
                throw new ContributionException($"Value {index} of the ranking's sums is {sums[index]}, which {partners} partners cannot add up to; a node sent something else.");
        }

        return covered >= 0 && covered <= request.Items ? new RankingQuality(layout, sums, covered) : throw new ContributionException($"{covered} of {request.Items} items are said to be in lists; ask for the state again.");
    }

    private double Mean(int model, int sum) => Customers == 0 ? double.NaN : Math.Max(0, _sums[RankingLayout.Model(model) + sum]) / Customers;

    private RankingFigure? Figure(int place)
    {
        if (Partners < RankingRequest.LeastPartners)
            return null;
        double mean = _sums[place] / Partners;
        return new RankingFigure(mean, Math.Sqrt(Math.Max(0, (_sums[place + 1] - (Partners * mean * mean)) / (Partners - 1))));
    }
}

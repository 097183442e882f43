namespace Federated.Computations.Recommendation;

/// <summary>Sums over ranked customers at hand.</summary>
/// <param name="customers">Read once for each asking.</param>
public sealed class RankingSums(IEnumerable<RankedCustomer> customers) : IRankingSums
{
    /// <inheritdoc/>
    public void Add(RankingRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        var layout = new RankingLayout(request);
        var own = new double[layout.Length];
        foreach (RankedCustomer customer in customers)
            Add(customer, layout, own);
        if (request.WithPartners && own[0] > 0)
            AddPartner(layout, own);
        for (int index = 0; index < own.Length; index++)
            into[index] += own[index];
    }

    private static void Add(RankedCustomer customer, RankingLayout layout, double[] into)
    {
        RankingRequest request = layout.Request;
        if (customer.Models.Length != request.Models || customer.Models.Any(model => model.Sampled < 1 || model.Full < 1 || !(model.Novelty is >= 0 and <= RankingLayout.MostNovelty) || !(model.Diversity is >= 0 and <= 1)))
            throw new ContributionException($"A customer has figures of {customer.Models.Length} models, or one out of its range; {request.Models} models are compared, and ranks begin with 1.");
        into[0]++;
        for (int model = 0; model < request.Models; model++)
        {
            RankedModel ranked = customer.Models[model];
            Span<double> sums = into.AsSpan(RankingLayout.Model(model), RankingLayout.OfModel);
            Count(ranked.Sampled, request.Shown, sums);
            Count(ranked.Full, request.Shown, sums[2..]);
            sums[4] += ranked.Novelty;
            sums[5] += ranked.Diversity;
        }

        if (request.Items == 0)
            return;
        foreach (int item in customer.Shown)
        {
            if ((uint)item >= (uint)request.Items)
                throw new ContributionException($"A list holds the item {item}; items run from 0 to {request.Items - 1}.");
            into[layout.Exposures + item]++;
        }
    }

    private static void Count(int rank, int shown, Span<double> sums)
    {
        if (rank > shown)
            return;
        sums[0]++;
        sums[1] += 1 / Math.Log2(1.0 + rank);
    }

    private static void AddPartner(RankingLayout layout, double[] into)
    {
        into[layout.Partners] = 1;
        for (int model = 0; model < layout.Request.Models; model++)
        {
            for (int metric = 0; metric < 2; metric++)
            {
                double figure = into[RankingLayout.Model(model) + metric] / into[0];
                Square(figure, into.AsSpan(layout.PartnerFigure(model, metric), 2));
                if (model > 0)
                    Square((into[RankingLayout.Model(0) + metric] / into[0]) - figure, into.AsSpan(layout.PartnerGain(model, metric), 2));
            }
        }
    }

    private static void Square(double figure, Span<double> into) => (into[0], into[1]) = (figure, figure * figure);
}

namespace Federated.Computations.Recommendation;

/// <summary>
/// How sums of rankings lie in a vector: customers; for each model hits and gains among sampled items, hits and gains among all, novelty, diversity; how many lists hold each item;
/// and of the partners: how many have a customer, for each model Σ and Σ² of their hit rates and gains, and for each but the first the same of what the first has more.
/// </summary>
public sealed class RankingLayout
{
    /// <summary>Self-information counts at most so many bits.</summary>
    public const double MostNovelty = 32;

    /// <summary>Sums of a model over customers.</summary>
    public const int OfModel = 6;

    private const int OfPartner = 4;

    /// <summary>The places of a request.</summary>
    public RankingLayout(RankingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Request = request;
        Exposures = 1 + (OfModel * request.Models);
        Partners = Exposures + request.Items;
        Length = Partners + (request.WithPartners ? 1 + (OfPartner * ((2 * request.Models) - 1)) : 0);
    }

    /// <summary>The request.</summary>
    public RankingRequest Request { get; }

    /// <summary>Sums.</summary>
    public int Length { get; }

    /// <summary>Place of the first item's lists.</summary>
    public int Exposures { get; }

    /// <summary>Place of the number of partners.</summary>
    public int Partners { get; }

    /// <summary>Place of a model's first sum over customers.</summary>
    public static int Model(int model) => 1 + (OfModel * model);

    /// <summary>Place of Σ and Σ² of a model's hit rate (0) or gain (1) over partners.</summary>
    public int PartnerFigure(int model, int metric) => Partners + 1 + (OfPartner * model) + (2 * metric);

    /// <summary>Place of Σ and Σ² of what the first model has more than another.</summary>
    public int PartnerGain(int other, int metric) => Partners + 1 + (OfPartner * (Request.Models + other - 1)) + (2 * metric);

    /// <summary>The most that one customer adds to each sum; of partners' figures, which are 1 at most, the share of them that counts as one of <paramref name="rowBound"/> customers.</summary>
    public double[] Most(long rowBound)
    {
        var most = new double[Length];
        most.AsSpan(0, Partners).Fill(1);
        for (int model = 0; model < Request.Models; model++)
            most[Model(model) + 4] = MostNovelty;
        most.AsSpan(Partners).Fill(1.0 / rowBound);
        return most;
    }
}

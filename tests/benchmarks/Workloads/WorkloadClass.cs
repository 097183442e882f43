namespace Federated.Benchmarks.Workloads;

/// <summary>Workloads whose speed is bound by the same thing, and the least ratio to the peer that is wanted of each.</summary>
/// <param name="Name">Heading in the report.</param>
/// <param name="WantedRatio">Least ratio; 0 where none is promised.</param>
/// <param name="Trains">Whether it counts in the geometric mean over the training workloads.</param>
internal sealed record WorkloadClass(string Name, double WantedRatio, bool Trains)
{
    /// <summary>Batches up to 64, embeddings, recurrence: the cost of an operation, or of rows that are not touched, dominates.</summary>
    public static readonly WorkloadClass Small = new("small, embedding, recurrent", 2, Trains: true);

    /// <summary>Batches of 512: the matrix product dominates.</summary>
    public static readonly WorkloadClass Large = new("large batch", 1.25, Trains: true);

    /// <summary>Forward passes only.</summary>
    public static readonly WorkloadClass Inference = new("inference", 0, Trains: false);

    /// <summary>Differentially private training against a peer that takes one backward pass an example; too easy a win to count in a mean.</summary>
    public static readonly WorkloadClass PrivateLoop = new("private, peer loops over examples", 2, Trains: false);

    /// <summary>X·Wᵀ of a batch.</summary>
    public static readonly WorkloadClass ForwardProduct = new("forward products", 2.0 / 3, Trains: false);

    /// <summary>dYᵀ·X of a batch: few results, each a long sum.</summary>
    public static readonly WorkloadClass WeightGradientProduct = new("weight gradient products", 2.0 / 3, Trains: false);

    /// <summary>dY·W of a batch.</summary>
    public static readonly WorkloadClass InputGradientProduct = new("input gradient products", 2.0 / 3, Trains: false);

    /// <summary>Products of a batch of one row, so small that the peer's call is most of its time.</summary>
    public static readonly WorkloadClass SingleRowProduct = new("products of one row", 2.0 / 3, Trains: false);

    /// <summary>A product of 64 × 64 matrices.</summary>
    public static readonly WorkloadClass SmallProduct = new("product of 64", 2.0 / 3, Trains: false);

    /// <summary>Products of 256 × 256 and 1024 × 1024 matrices.</summary>
    public static readonly WorkloadClass LargeProduct = new("product of 256, 1024", 0.9, Trains: false);

    /// <summary>Clustering and boosting.</summary>
    public static readonly WorkloadClass Classical = new("classical models", 1, Trains: false);
}

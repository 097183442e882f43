using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Segments;

/// <summary>What a job may write under <c>options:</c> of the task <c>segments</c>.</summary>
internal sealed record SegmentOptions
{
    /// <summary>The keys, with their ranges and defaults.</summary>
    public static readonly IReadOnlyList<TaskOption> Declared =
    [
        TaskOption.WholeNumber("fewest", "Fewest segments to try.", 2, 32, 2),
        TaskOption.WholeNumber("most", "Most segments to try; the number that is kept is chosen between both.", 2, 32, 8),
        TaskOption.Choice("choose", "How the number of segments is chosen: by the best separated customers, or by the bend of the inertia.", ["silhouette", "elbow"], "silhouette"),
        TaskOption.WholeNumber("floor", "Fewest customers of a segment.", 1, 1_000_000, 20),
        TaskOption.WholeNumber("restarts", "Descents from different seeds for each number of segments.", 1, 64, 16),
        TaskOption.WholeNumber("samples", "Half samples of the customers that the stability is measured on.", 2, 32, 5),
        TaskOption.WholeNumber("rounds", "Most rounds in which segments are moved.", 1, 500, 60),
        TaskOption.WholeNumber("cells", "Small groups that seeds and branches are made of.", 4, 512, 64),
        TaskOption.Number("tolerance", "Squared shift of the centres, as a share of the mean squared distance, at which a descent ends.", new NumberRange(0, 0.1), 1e-6),
    ];

    private SegmentOptions(TaskOptions options)
    {
        Fewest = options.WholeNumber("fewest");
        Most = Math.Max(Fewest, options.WholeNumber("most"));
        ByElbow = options.Choice("choose") == "elbow";
        Floor = options.WholeNumber("floor");
        Restarts = options.WholeNumber("restarts");
        Samples = options.WholeNumber("samples");
        Rounds = options.WholeNumber("rounds");
        Cells = options.WholeNumber("cells");
        Tolerance = options.Number("tolerance");
    }

    /// <summary><c>fewest: 2</c></summary>
    public int Fewest { get; }

    /// <summary><c>most: 8</c>; never below <see cref="Fewest"/>.</summary>
    public int Most { get; }

    /// <summary><c>choose: silhouette | elbow</c></summary>
    public bool ByElbow { get; }

    /// <summary><c>floor: 20</c></summary>
    public int Floor { get; }

    /// <summary><c>restarts: 16</c></summary>
    public int Restarts { get; }

    /// <summary><c>samples: 5</c></summary>
    public int Samples { get; }

    /// <summary><c>rounds: 60</c></summary>
    public int Rounds { get; }

    /// <summary><c>cells: 64</c></summary>
    public int Cells { get; }

    /// <summary><c>tolerance: 1e-6</c></summary>
    public double Tolerance { get; }

    /// <summary>The values of a job, or the defaults of one that was made without options.</summary>
    public static SegmentOptions Of(JobSpec job) => new(job.Options.Equals(TaskOptions.None) ? Defaults() : job.Options);

    private static TaskOptions Defaults() => new(Declared.Select(option => KeyValuePair.Create(option.Name, option.Fallback)));
}

using Federated.Computations.Recommendation;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>EASE of all partners' customers, from the counts alone: no round but one that chooses λ, when the job does not say it.</summary>
internal sealed class EaseRecommendation : IRecommendationModel
{
    private readonly RecommendationRows _rows;
    private readonly CountStage _counts;
    private readonly double _penalty;
    private readonly PenaltyStage? _choice;
    private readonly WeightStage _weights;

    public EaseRecommendation(JobSpec job, RecommendationRows rows, CountStage counts)
    {
        (_rows, _counts) = (rows, counts);
        _penalty = PenaltyOf(job);
        _choice = _penalty > 0 ? null : new PenaltyStage(rows, counts);
        _weights = new WeightStage(counts, this);
    }

    public IReadOnlyList<IStage> Stages => _choice is null ? [_weights] : [_choice, _weights];

    /// <summary>λ as the job writes it; 0 to let held-out items choose.</summary>
    public static double PenaltyOf(JobSpec job) => job.Options.Number(RecommendOptions.Penalty);

    /// <summary>λ as it is used.</summary>
    /// <exception cref="TaskStateException">It is not chosen yet.</exception>
    public double Penalty(TaskState state) => _choice?.Chosen(state) ?? _penalty;

    public IItemScorer Joint(TaskState state) => new EaseScorer(_weights.Model(state), _counts.Counts(state));

    public IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers)
    {
        ItemCounts counts = OwnCounts.Of(own, _counts.Counts(state).Request);
        EaseModel Fit(double penalty) => EaseFit.Of(counts, penalty, workers);
        if (_penalty > 0 || own.Validation.IsEmpty)
            return new EaseScorer(Fit(Penalty(state)), counts);
        var ranking = new ItemRanking(counts, _rows.Seed);
        (double Penalty, RankingQuality Quality)[] tried = [.. EaseFit.Penalties.Select(penalty => (penalty, ranking.Alone(own.Validation, [new EaseScorer(Fit(penalty), counts)])))];
        return new EaseScorer(Fit(tried.MaxBy(each => each.Quality.Gain(0, isFull: true)).Penalty), counts);
    }
}

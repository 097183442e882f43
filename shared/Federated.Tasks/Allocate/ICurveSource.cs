using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Allocate;

/// <summary>Draws response curves from a partner's scored rows.</summary>
internal interface ICurveSource
{
    /// <summary>Takes some rows with what the model says of them.</summary>
    /// <exception cref="ArgumentException">No cost is known of a place, or the scores are not those of the task.</exception>
    void Add(LocalTable table, ScoredRows rows);

    /// <summary>The points of all places, each curve from its lowest spend; money as it is.</summary>
    IEnumerable<CurveRow> Rows();
}

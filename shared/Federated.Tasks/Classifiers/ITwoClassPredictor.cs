using System.Collections.Immutable;
using Federated.Learning.Explanations;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Classifiers;

/// <summary>A trained model, ready to score and to explain.</summary>
internal interface ITwoClassPredictor
{
    /// <summary>The field that each of the model's inputs comes from.</summary>
    IReadOnlyList<string> InputFields { get; }

    /// <summary>The scores as a database can compute them; null when they cannot be written so.</summary>
    ScoreFormula? Formula => null;

    /// <summary>Rows as the model takes them: rows × inputs, row-major, finite.</summary>
    float[] Encode(LocalTable table);

    /// <summary>The log odds of the positive class for each encoded row, finite.</summary>
    float[] Logits(ReadOnlyMemory<float> encoded);

    /// <summary>The log odds of the positive class for each row, finite.</summary>
    float[] Logits(LocalTable table) => Logits(Encode(table));

    /// <summary>What each feature adds to the score of each row, compared with a typical row: rows × features of the contract, row-major; 0 for features that the model does not read.</summary>
    double[] Attributions(LocalTable table);

    /// <summary>What splits on each input gained; empty for a model without trees.</summary>
    ImmutableArray<SplitGains> Gains => [];
}

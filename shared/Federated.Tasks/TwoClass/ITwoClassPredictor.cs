using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>A trained model, ready to score and to explain.</summary>
internal interface ITwoClassPredictor
{
    /// <summary>The log odds of the positive class for each row, finite.</summary>
    float[] Logits(LocalTable table);

    /// <summary>What each feature adds to the score of each row, compared with a typical row: rows × features of the contract, row-major; 0 for features that the model does not read.</summary>
    double[] Attributions(LocalTable table);
}

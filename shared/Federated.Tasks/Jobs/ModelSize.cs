using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>
/// How large the model of a job can become. The inputs are known when the joint statistics are; before that, a contract bounds them: two for a number
/// (its value, and whether it is missing), one for each value of a category and one for the rest.
/// </summary>
internal static class ModelSize
{
    // Each parameter takes part in every round's secure sum, and a state of 2³⁰ bytes is the largest that a node takes.
    private const long MostOfAll = 110_000_000;
    private const long LargestState = (1L << 30) - (1L << 20);

    /// <summary>The most parameters of a job's model: fewer when the coordinator keeps figures beside each of them.</summary>
    public static long MostParameters(TrainingSpec training) => Math.Min(MostOfAll, LargestState / (sizeof(float) + (training.Algorithm switch
    {
        TrainingAlgorithm.FedAdam or TrainingAlgorithm.FedYogi or TrainingAlgorithm.FedAdagrad => 2 * sizeof(double),
        TrainingAlgorithm.Scaffold => sizeof(double),
        _ => 0,
    })));

    /// <summary>The most parameters, weights and biases, that the model can have.</summary>
    public static long Of(ModelSpec model, DataContract contract)
    {
        long inputs = contract.Features.Sum(field => field.IsNumeric ? 2L : field.Values.Count + 1L);
        long parameters = 0;
        foreach (int outputs in model.Hidden.Append(1))
        {
            parameters += (inputs + 1) * outputs;
            inputs = outputs;
        }

        return parameters;
    }
}

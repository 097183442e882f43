using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>
/// How large the model of a job can become. The inputs are known when the joint statistics are; before that, a contract bounds them: two for a number
/// (its value, and whether it is missing), one for each value of a category and one for the rest.
/// </summary>
internal static class ModelSize
{
    /// <summary>The most parameters of a job's model: each of them takes part in every round's secure sum.</summary>
    public const long MostParameters = 10_000_000;

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

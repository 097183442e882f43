using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

/// <summary>The same perceptron and loss written a second time, slowly and in double precision: the oracle of the gradients.</summary>
internal static class ReferencePerceptron
{
    public static double Loss(
        IReadOnlyList<double[]> parameters, IReadOnlyList<Parameter> shapes, float[] features, float[] labels, float[] weights, int classes)
    {
        int rows = labels.Length, inputs = features.Length / rows;
        double loss = 0, total = 0;
        for (int row = 0; row < rows; row++)
        {
            double[] logits = Forward(parameters, shapes, [.. features.Skip(row * inputs).Take(inputs).Select(value => (double)value)]);
            double weight = weights.Length == 0 ? 1 : weights[row];
            total += weight;
            loss += weight * (classes == 1
                ? Logistic.CrossEntropy(logits[0], labels[row])
                : Math.Log(logits.Sum(Math.Exp)) - logits[(int)labels[row]]);
        }

        return loss / total;
    }

    public static double[] Forward(IReadOnlyList<double[]> parameters, IReadOnlyList<Parameter> shapes, double[] current)
    {
        for (int layer = 0; layer < parameters.Count; layer += 2)
        {
            int outputs = shapes[layer].Shape.Dimensions[0];
            var next = new double[outputs];
            for (int unit = 0; unit < outputs; unit++)
            {
                next[unit] = parameters[layer + 1][unit];
                for (int input = 0; input < current.Length; input++)
                    next[unit] += parameters[layer][(unit * current.Length) + input] * current[input];
                if (layer + 2 < parameters.Count)
                    next[unit] = Math.Max(next[unit], 0);
            }

            current = next;
        }

        return current;
    }
}

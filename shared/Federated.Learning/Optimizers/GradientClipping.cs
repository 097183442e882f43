using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Limits on gradients before a step. Rows of a table that have no gradient are passed over.</summary>
public static class GradientClipping
{
    /// <summary>The L2 norm of all gradients together.</summary>
    public static double Norm(IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        double squares = 0;
        for (int index = 0; index < parameters.Count; index++)
        {
            Parameter parameter = parameters[index];
            if (parameter.Touched is not { All: false } touched)
            {
                squares += Reduction.SumOfSquares(parameter.Gradient);
                continue;
            }

            int width = parameter.Shape.Length / parameter.Shape.Dimensions[0];
            foreach (int row in touched.Rows)
                squares += Reduction.SumOfSquares(parameter.Gradient.Slice(row * width, width));
        }

        return Math.Sqrt(squares);
    }

    /// <summary>Scales all gradients by min(1, C/(‖g‖ + 1e-6)), as PyTorch's clip_grad_norm_ (Pascanu, Mikolov and Bengio 2013, algorithm 1).</summary>
    /// <param name="parameters">Whose gradients are one vector here.</param>
    /// <param name="norm">C, above 0.</param>
    /// <returns>‖g‖ before; when it is NaN or infinite the gradients are left alone.</returns>
    public static double ClipToNorm(IReadOnlyList<Parameter> parameters, double norm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(norm > 0))
            throw new ArgumentOutOfRangeException(nameof(norm), norm, "The clipping norm must be above 0.");
        double before = Norm(parameters), factor = norm / (before + 1e-6);
        if (factor < 1)
        {
            for (int index = 0; index < parameters.Count; index++)
                Scale(parameters[index], (float)factor);
        }

        return before;
    }

    /// <summary>Multiplies a gradient by a factor.</summary>
    internal static void Scale(Parameter parameter, float factor)
        => ForEachPart(parameter, factor, static (part, by) => TensorPrimitives.Multiply(part, by, part));

    /// <summary>Holds every element within ±limit, as PyTorch's clip_grad_value_.</summary>
    /// <param name="parameters">Whose gradients are limited.</param>
    /// <param name="limit">Above 0.</param>
    public static void ClipToValue(IReadOnlyList<Parameter> parameters, float limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(limit > 0))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit of a gradient's elements must be above 0.");
        for (int index = 0; index < parameters.Count; index++)
        {
            ForEachPart(parameters[index], limit, static (part, by) =>
            {
                TensorPrimitives.Min(part, by, part);
                TensorPrimitives.Max(part, -by, part);
            });
        }
    }

    private delegate void PartAction(Span<float> part, float constant);

    private static void ForEachPart(Parameter parameter, float constant, PartAction action)
    {
        if (parameter.Touched is not { All: false } touched)
        {
            action(parameter.Gradient, constant);
            return;
        }

        int width = parameter.Shape.Length / parameter.Shape.Dimensions[0];
        foreach (int row in touched.Rows)
            action(parameter.Gradient.Slice(row * width, width), constant);
    }
}

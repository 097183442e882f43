using Federated.Learning.State;

namespace Federated.Learning.Tensors;

/// <summary>A trainable tensor of a model: its values, and the gradient that the last backward passes added up.</summary>
public sealed class Parameter
{
    /// <summary>A parameter of zeros.</summary>
    /// <param name="name">Unique in its model, for instance <c>layers.0.weight</c>.</param>
    /// <param name="shape">Sizes of the dimensions, outermost first.</param>
    /// <param name="rowGradients">Whether to keep the set of rows (of the first dimension) that have a gradient: for tables of which a step reads few rows.</param>
    public Parameter(string name, TensorShape shape, bool rowGradients = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        Shape = shape;
        ValueBuffer = new AlignedBuffer(shape.Length);
        GradientBuffer = new AlignedBuffer(shape.Length);
        if (rowGradients)
            Touched = new TouchedRows(shape.Dimensions[0]);
    }

    /// <summary>Unique in its model.</summary>
    public string Name { get; }

    /// <summary>Sizes of the dimensions.</summary>
    public TensorShape Shape { get; }

    /// <summary>Row-major values, writable in place.</summary>
    public Span<float> Values => ValueBuffer.Span;

    /// <summary>Derivative of the loss by each value, added up since it was last cleared.</summary>
    public Span<float> Gradient => GradientBuffer.Span;

    /// <summary>Rows with a gradient, null when they are not kept: then any value may have one.</summary>
    public TouchedRows? Touched { get; }

    internal AlignedBuffer ValueBuffer { get; }

    internal AlignedBuffer GradientBuffer { get; }

    /// <summary>Sets the gradient to zero.</summary>
    public void ClearGradient()
    {
        if (Touched is null || Touched.All)
        {
            Gradient.Clear();
        }
        else
        {
            int width = Shape.Length / Shape.Dimensions[0];
            Span<float> gradient = Gradient;
            foreach (int row in Touched.Rows)
                gradient.Slice(row * width, width).Clear();
        }

        Touched?.Clear();
    }
}

using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>What a recurrent layer reads; <see cref="Check"/> compares the shapes.</summary>
/// <param name="Input">[batch, time, in].</param>
/// <param name="InputWeight">[gates·hidden, in].</param>
/// <param name="HiddenWeight">[gates·hidden, hidden].</param>
/// <param name="InputBias">[gates·hidden] or null.</param>
/// <param name="HiddenBias">[gates·hidden] or null.</param>
internal sealed record RecurrentInputs(Tensor Input, Tensor InputWeight, Tensor HiddenWeight, Tensor? InputBias, Tensor? HiddenBias)
{
    /// <summary>[batch], each 0 to time: steps beyond it leave an example's state unchanged and give zeros. Null: all steps count.</summary>
    public IndexTensor? Lengths { get; init; }

    /// <summary>[batch, hidden], the state before the first step; zeros when null.</summary>
    public Tensor? State { get; init; }

    /// <summary>[batch, hidden], the cell before the first step of an LSTM; zeros when null.</summary>
    public Tensor? Cell { get; init; }

    public int Batch => Input.Size(0);

    public int Time => Input.Size(1);

    public int InputSize => Input.Size(2);

    public int HiddenSize => HiddenWeight.Size(1);

    public Tensor[] All() => [.. new[] { Input, InputWeight, HiddenWeight, InputBias, HiddenBias, State, Cell }.OfType<Tensor>()];

    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public RecurrentInputs Check(int gates)
    {
        if (Input.Shape.Dimensions.Length != 3 || Input.Length == 0)
            throw new ArgumentException($"The input of a recurrent layer has shape {Input.Shape}; [batch, time, inputs], each at least 1, is expected.");
        if (HiddenWeight.Shape.Dimensions.Length != 2 || HiddenWeight.Size(0) != gates * HiddenWeight.Size(1))
            throw new ArgumentException($"The hidden weight has shape {HiddenWeight.Shape}; [{gates}·hidden, hidden] is expected.");
        if (InputWeight.Shape.Dimensions.Length != 2 || InputWeight.Size(0) != HiddenWeight.Size(0))
            throw new ArgumentException($"The input weight has shape {InputWeight.Shape}; [{HiddenWeight.Size(0)}, inputs] is expected beside a hidden weight of {HiddenWeight.Shape}.");
        if (InputWeight.Size(1) != InputSize)
            throw new ArgumentException($"The input has shape {Input.Shape}; its last dimension must be {InputWeight.Size(1)}, the inputs of the weight {InputWeight.Shape}.");
        foreach (Tensor? bias in new[] { InputBias, HiddenBias })
        {
            if (bias is not null && (bias.Shape.Dimensions.Length != 1 || bias.Length != HiddenWeight.Size(0)))
                throw new ArgumentException($"A bias of the recurrent layer has shape {bias.Shape}; [{HiddenWeight.Size(0)}] is expected.");
        }

        foreach (Tensor? state in new[] { State, Cell })
        {
            if (state is not null && (state.Shape.Dimensions.Length != 2 || state.Size(0) != Batch || state.Size(1) != HiddenSize))
                throw new ArgumentException($"An initial state of the recurrent layer has shape {state.Shape}; [{Batch}, {HiddenSize}] is expected.");
        }

        CheckLengths(Lengths, Batch, Time);
        return this;
    }

    /// <exception cref="ArgumentException">The lengths are not one an example, or may pass the number of steps.</exception>
    public static void CheckLengths(IndexTensor? lengths, int batch, int time)
    {
        if (lengths is null)
            return;
        if (lengths.Shape.Dimensions.Length != 1 || lengths.Values.Length != batch)
            throw new ArgumentException($"Lengths '{lengths.Name}' have shape {lengths.Shape}; [{batch}] is expected, one an example.");
        if (lengths.Bound > time + 1)
            throw new ArgumentException($"Lengths '{lengths.Name}' go up to {lengths.Bound - 1}, but the input has {time} steps; make them with a bound of {time + 1}.");
    }
}

using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>
/// The sums of rows that the node holds or reads in batches. Nothing needs to survive a round: all that is kept is derived from the rows and the request,
/// and is derived anew when it does not fit the next one.
/// </summary>
/// <param name="batches">The node's rows, the same on every pass.</param>
/// <param name="hold">
/// Whether bin codes, scores and gradients are kept between rounds (default): a byte a value and 12 bytes and 24 for each score a row, and a round scores by
/// new trees only. Otherwise each round reads the batches again and scores them by all trees so far, and memory is that of one batch.
/// </param>
public sealed class LocalTreeSums(IEnumerable<TreeRows> batches, bool hold = true) : ITreeSums
{
    private List<TreeRowBlock>? _held;
    private (BinMapper Mapper, TreeTarget Target)? _heldFor;

    /// <inheritdoc/>
    public void AddLabels(TreeLabelRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            foreach (TreeRowBlock block in Blocks(request.Mapper, request.Target))
                AddLabels(block, request, into);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw Refusal(fault);
        }
    }

    /// <inheritdoc/>
    public void AddHistograms(TreeHistogramRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            foreach (TreeRowBlock block in Blocks(request.Mapper, request.Gradients.Target))
                block.AddHistograms(request, into);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw Refusal(fault);
        }
    }

    /// <inheritdoc/>
    public void AddLosses(TreeHistogramRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            foreach (TreeRowBlock block in Blocks(request.Mapper, request.Gradients.Target))
            {
                (double units, long rows) = block.Losses(request);
                into[0] += units;
                into[1] += rows;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw Refusal(fault);
        }
    }

    private static void AddLabels(TreeRowBlock block, TreeLabelRequest request, Span<double> into)
    {
        for (int row = 0; row < block.Labels.Length; row++)
        {
            if (block.IsHeldBack(request.HeldBack, row))
                continue;
            if (request.Target.Classes > 0)
            {
                into[(int)block.Labels[row]]++;
                continue;
            }

            into[0]++;
            into[1] += Math.Round(block.Weights[row] * (double)block.Labels[row] / request.LabelQuantum);
            if (request.WeightQuantum > 0)
                into[2] += Math.Round(block.Weights[row] / request.WeightQuantum);
        }
    }

    private IEnumerable<TreeRowBlock> Blocks(BinMapper mapper, TreeTarget target)
    {
        IEnumerable<TreeRowBlock> blocks = batches.Select(batch => new TreeRowBlock(batch, mapper, target));
        if (!hold)
            return blocks;
        if (_held is null || _heldFor is not { } fit || !fit.Mapper.HasSameBins(mapper) || fit.Target != target)
            (_held, _heldFor) = ([.. blocks], (mapper, target));
        return _held;
    }

    private static ContributionException Refusal(Exception fault) => new($"Trees cannot be grown on this node's rows: {fault.Message}", fault);
}

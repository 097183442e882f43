using System.Collections.Concurrent;
using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Trees;

/// <summary>One call of <see cref="RandomForest.Train"/>; a chunk is a tree.</summary>
internal sealed class ForestRun : ParallelWork
{
    private readonly TrainingTable _table;
    private readonly RandomForestOptions _options;
    private readonly Workers _workers;
    private readonly ForestTargets _targets;
    private readonly BinMapper _mapper;
    private readonly BinnedTable _binned;
    private readonly DecisionTree[] _trees;
    private readonly byte[][] _draws;
    private readonly ConcurrentBag<ForestTreeGrower> _growers = [];

    public ForestRun(TrainingTable table, RandomForestOptions options, Workers workers)
    {
        (_table, _options, _workers) = (table, options, workers);
        _targets = new ForestTargets(table, options);
        _mapper = BinMapper.FromTable(table, options.Bins, workers);
        _binned = _mapper.Bin(table.Features, workers);
        _trees = new DecisionTree[options.Trees];
        _draws = new byte[options.Trees][];
    }

    public override void Run(int chunk)
    {
        var random = new SeededGenerator(SeededGenerator.Derive(_options.Seed, (ulong)chunk));
        byte[] draws = Draw(random);
        if (!_growers.TryTake(out ForestTreeGrower? grower))
            grower = new ForestTreeGrower(_binned, _targets, _options);
        _trees[chunk] = grower.Grow(draws, random);
        _draws[chunk] = draws;
        _growers.Add(grower);
    }

    public BaggedTrees Finish()
    {
        var forest = new BaggedTrees(_options.Classes, _targets.Baseline, _mapper, [.. _trees]);
        return _options.Bootstrap ? forest.WithOutOfBag(OutOfBagEstimate.Of(forest, _table, _draws, _workers)) : forest;
    }

    // How often each row is in the tree's bootstrap; 255 draws of one row of thousands do not happen, and of a table of a few rows cannot.
    private byte[] Draw(SeededGenerator random)
    {
        var draws = new byte[_table.Rows];
        if (!_options.Bootstrap)
            draws.AsSpan().Fill(1);
        for (int draw = 0; _options.Bootstrap && draw < draws.Length; draw++)
        {
            ref byte times = ref draws[random.NextBelow(draws.Length)];
            times = (byte)Math.Min(byte.MaxValue, times + 1);
        }

        return draws;
    }
}

using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.NextItem;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.NextItem;

public sealed class NextItemModelTests
{
    public static TheoryData<NextItemKind> Kinds => [NextItemKind.Recurrent, NextItemKind.Attention, NextItemKind.TwoTower];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Backward_OfTheLoss_IsItsFiniteDifference(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind);
        LabelledRows rows = NextItemRows.Draw(architecture, NextItemCase.Cycle(12, 5, 4), seed: 3);
        IModel model = architecture.Create(seed: 1);
        NextItemLoss loss = architecture.Loss();
        var slopes = new float[rows.Count * model.OutputSize];
        double Value() => loss.Evaluate(model.Forward(rows.Features, rows.Count, training: true).Span, rows.Labels.Span, default, slopes);

        Value();
        model.Backward(slopes);
        var source = new SeededGenerator(5);
        foreach (Parameter parameter in model.Parameters)
        {
            float[] gradient = parameter.Gradient.ToArray();
            for (int probe = 0; probe < 6; probe++)
            {
                // The row of no item is never looked up: its derivative is zero.
                int place = source.NextBelow(parameter.Shape.Length);
                float before = parameter.Values[place];
                const float Step = 1e-2f;
                parameter.Values[place] = before + Step;
                double above = Value();
                parameter.Values[place] = before - Step;
                double below = Value();
                parameter.Values[place] = before;
                Assert.Equal((above - below) / (2 * Step), gradient[place], 2e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TrainingStep_AfterTheFirst_AllocatesNothing(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind) with { Dropout = 0.2f };
        LabelledRows rows = NextItemRows.Draw(architecture, NextItemCase.Cycle(12, 8, 4), seed: 3);
        IModel model = architecture.Create(seed: 1);
        NextItemLoss loss = architecture.Loss();
        var slopes = new float[rows.Count * model.OutputSize];
        IOptimizer optimizer = new AdamOptions().Create(model.Parameters);
        void Step()
        {
            loss.Evaluate(model.Forward(rows.Features, rows.Count, training: true).Span, rows.Labels.Span, default, slopes);
            model.Backward(slopes);
            optimizer.ApplyGradients();
        }

        Step();
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 4; step++)
            Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_OneOrThreeThreads_GivesTheSameBits(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind, items: 200, steps: 16, width: 32, negatives: 40);
        using var workers = new Workers(3);
        Assert.Equal(Bits(Workers.CallingThread), Bits(workers));

        string Bits(Workers threads)
        {
            IModel model = architecture.Create(seed: 1, threads);
            LabelledRows rows = NextItemRows.Draw(architecture, NextItemCase.Cycle(200, 70, 17), seed: 3);
            Trainer.Train(model, rows, architecture.Loss(), new TrainerOptions { Epochs = 1, BatchSize = 64 }, threads);
            return model.Capture().ContentHash();
        }
    }

    [Theory]
    [InlineData(NextItemKind.Recurrent)]
    [InlineData(NextItemKind.Attention)]
    public void Train_OnStretchesOfACycle_NamesTheNextItem(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind, width: 16);
        var scores = new float[12];
        NextItemScorer scorer = Trained(architecture, NextItemCase.Cycle(12, 12, 5), isOrdered: true);
        for (int last = 0; last < 12; last++)
        {
            int[] history = [(last + 10) % 12, (last + 11) % 12, last];
            scorer.Score(history, scores);
            // Training never draws what a customer had: only what is new is ranked.
            foreach (int item in history)
                scores[item] = float.MinValue;
            Assert.Equal((last + 1) % 12, Array.IndexOf(scores, scores.Max()));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_OnCustomersOfOneHalf_PutsThatHalfFirst(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind);
        var scores = new float[12];
        NextItemScorer scorer = Trained(architecture, NextItemCase.Halves(12, 40, 4), isOrdered: false);
        scorer.Score([1, 4, 0], scores);
        Assert.True(scores[..6].Average() > scores[6..].Average() + 2, string.Join(' ', scores));
        scorer.Score([8, 10, 7], scores);
        Assert.True(scores[6..].Average() > scores[..6].Average() + 2, string.Join(' ', scores));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_OfAHistory_IsWhatTrainingComputesAtItsLastStep(NextItemKind kind)
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(kind);
        IModel model = architecture.Create(seed: 9);
        var row = new float[architecture.InputSize];
        (row[0], row[1], row[2]) = (1 + 1, 7 + 1, 3 + 1);
        int target = kind == NextItemKind.TwoTower ? 0 : 2;
        row[architecture.Steps + target] = 5 + 1;
        for (int negative = 0; negative < architecture.Negatives; negative++)
            row[architecture.Steps + architecture.TargetSteps + negative] = negative + 1;
        float[] outputs = model.Forward(row, 1, training: false).Span.Slice(target * (1 + architecture.Negatives), 1 + architecture.Negatives).ToArray();

        var scores = new float[12];
        new NextItemScorer(architecture, model.Capture()).Score([1, 7, 3], scores);
        Assert.Equal(scores[5], outputs[0], 1e-5f);
        for (int negative = 0; negative < architecture.Negatives; negative++)
            Assert.Equal(scores[negative], outputs[1 + negative], 1e-5f);
    }

    [Fact]
    public void Score_OfMoreItemsThanSteps_ReadsTheLatest()
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(NextItemKind.Recurrent);
        var scorer = new NextItemScorer(architecture, architecture.Create(seed: 9).Capture());
        float[] all = new float[12], latest = new float[12];
        scorer.Score([0, 11, 1, 7, 3, 2], all);
        scorer.Score([1, 7, 3, 2], latest);
        Assert.Equal(latest, all);
        scorer.Score([], all);
        Assert.All(all, score => Assert.Equal(0, score));
    }

    [Fact]
    public void Create_OutOfRange_NamesEveryFault()
    {
        var fault = Assert.Throws<ArgumentException>(() => new NextItemArchitecture { Items = 1, Width = 6, Heads = 4, Steps = 0 }.Create(1));
        Assert.Contains("items is 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("steps is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("heads is 4", fault.Message, StringComparison.Ordinal);
    }

    private static NextItemScorer Trained(NextItemArchitecture architecture, ItemHistories histories, bool isOrdered)
    {
        IModel model = architecture.Create(seed: 1);
        for (ulong round = 0; round < 60; round++)
        {
            Trainer.Train(
                model,
                NextItemRows.Draw(architecture, histories, round, isOrdered),
                architecture.Loss(),
                new TrainerOptions { Epochs = 2, BatchSize = 8, Optimizer = new AdamOptions { LearningRate = 0.01f } });
        }

        return new NextItemScorer(architecture, model.Capture());
    }
}

using System.Buffers.Binary;
using Federated.Computations.Averaging;
using Federated.Learning.Optimizers;
using Federated.Learning.Training;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Fitting;

/// <summary>What a job says of training by averaging.</summary>
internal static class AveragingSettings
{
    /// <summary>The options of so many rounds.</summary>
    public static AveragingOptions Of(JobSpec job, int rounds)
    {
        TrainingSpec training = job.Training;
        bool isScaffold = training.Algorithm == TrainingAlgorithm.Scaffold;
        return new AveragingOptions
        {
            Rounds = rounds,
            ClipNorm = job.Robust?.Norm ?? training.ClipNorm,
            EqualWeights = job.Robust is { IsGrouped: false },
            Bits = job.Quantisation.Bits,
            Rotates = job.Quantisation.Rotate,
            ServerLearningRate = training.ServerLearningRate,
            ProximalWeight = training.Algorithm == TrainingAlgorithm.FedProx ? training.Proximal : 0,
            Server = training.Algorithm switch
            {
                TrainingAlgorithm.FedAdam => new AdaptiveServer { Rule = AdaptiveRule.Adam },
                TrainingAlgorithm.FedYogi => new AdaptiveServer { Rule = AdaptiveRule.Yogi },
                TrainingAlgorithm.FedAdagrad => new AdaptiveServer { Rule = AdaptiveRule.Adagrad },
                _ => null,
            },
            ControlVariates = isScaffold,
            Local = new TrainerOptions
            {
                Epochs = training.LocalEpochs,
                BatchSize = training.BatchSize,
                LearningRate = (float)training.LearningRate,
                WeightDecay = (float)training.WeightDecay,
                Optimizer = isScaffold ? new SgdOptions { LearningRate = (float)training.LearningRate, WeightDecay = (float)training.WeightDecay } : null,
            },
        };
    }

    /// <summary>Of the first parameters: public and the same for everybody, so that they carry no information.</summary>
    public static ulong SeedOf(JobSpec job) => BinaryPrimitives.ReadUInt64LittleEndian(job.Hash());
}

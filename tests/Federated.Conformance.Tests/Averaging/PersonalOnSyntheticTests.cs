using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>Synthetic(1, 1): devices that follow laws of their own, so that averaging loses what each knows. Personalisation must win it back.</summary>
public sealed class PersonalOnSyntheticTests(ITestOutputHelper output)
{
    private const int Devices = 30;
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = SyntheticDevices.Features, OutputSize = SyntheticDevices.Classes };
    private static readonly SoftmaxCrossEntropy Loss = new(SyntheticDevices.Classes);
    private static readonly TrainerOptions Training = new() { Epochs = 2, BatchSize = 10, LearningRate = 0.01f, WeightDecay = 0 };

    [Fact]
    public void Choice_SyntheticDevices_WinsBackWhatAveragingLoses()
    {
        var means = new List<double[]>();
        output.WriteLine("Accuracy, mean over 30 devices: local, FedAvg, chosen, best personalised");
        for (ulong seed = 0; seed < 5; seed++)
        {
            means.Add(Accuracies(seed));
            output.WriteLine($"seed {seed}: {string.Join("  ", means[^1].Select(mean => mean.ToString("F4")))}");
        }

        double[] all = [.. Enumerable.Range(0, 4).Select(model => means.Average(mean => mean[model]))];
        output.WriteLine($"mean  : {string.Join("  ", all.Select(mean => mean.ToString("F4")))}");
        Assert.True(all[1] < all[0] - 0.05, "averaging did not lose: the devices are too alike");
        Assert.True(all[2] >= all[0] - 0.01, "chosen models lose to local ones");
        Assert.True(all[3] >= all[0] - 0.01, "personalised models lose to local ones");
    }

    private static double[] Accuracies(ulong seed)
    {
        var source = new SyntheticDevices(seed, 1, 1, mostRows: 400);
        Silo[] devices = [.. Enumerable.Range(0, Devices).Select(device => Split(device, source.Next()))];
        ModelSnapshot joint = Average(devices, seed);
        var options = new PersonalOptions { Training = Training with { Epochs = 40, EarlyStopping = new EarlyStoppingOptions { Patience = 5 } }, Pulls = [0.01] };
        var sums = new double[4];
        foreach (Silo device in devices)
        {
            PersonalResult result = PersonalNetwork.Fit(new PersonalSetting(Architecture, Loss, joint, new PersonalRows(device.Training, device.Validation)), options, seed);
            PersonalModel[] models = [result.Models[PersonalKind.Local], result.Models[PersonalKind.Joint], result.Chosen, result.Personalised];
            for (int model = 0; model < sums.Length; model++)
                sums[model] += Accuracy(models[model], device.Test) / Devices;
        }

        return sums;
    }

    private static ModelSnapshot Average(Silo[] devices, ulong seed)
    {
        var computation = new FederatedAveraging(Architecture, Loss);
        var options = new AveragingOptions { Rounds = 40, ClipNorm = 100, Local = Training };
        var state = new AveragingState(Architecture.Create(seed).Capture(), options, devices.Sum(device => device.Training.Count));
        while (!computation.IsDone(state))
        {
            var values = new double[computation.Specify(state).Length];
            long weight = 0;
            for (int device = 0; device < devices.Length; device++)
            {
                var contribution = new Contribution(computation.Specify(state));
                computation.Contribute(state, new AveragingData(devices[device].Training, (ulong)device), contribution);
                for (int index = 0; index < values.Length; index++)
                    values[index] += contribution.Weight * contribution.Values[index];
                weight += contribution.Weight;
            }

            state = computation.Apply(state, new SecureSum(values, weight, devices.Length));
        }

        return state.Global;
    }

    private static Silo Split(int device, LabelledRows rows)
    {
        LabelledRows Range(double from, double to) => rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => row >= from * rows.Count && row < to * rows.Count)]);
        return new Silo($"device {device}", Range(0, 0.6), Range(0.6, 0.8), Range(0.8, 1));
    }

    private static double Accuracy(PersonalModel model, LabelledRows rows)
    {
        float[] logits = model.Logits(Architecture, rows.Features);
        float[][] scores = [.. logits.Chunk(SyntheticDevices.Classes)];
        return scores.Select((own, row) => Array.IndexOf(own, own.Max()) == (int)rows.Labels.Span[row] ? 1.0 : 0).Average();
    }
}

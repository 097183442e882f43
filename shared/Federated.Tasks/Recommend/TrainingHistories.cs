using Federated.Learning.Factorization;

namespace Federated.Tasks.Recommend;

/// <summary>What models of single customers learn from.</summary>
internal static class TrainingHistories
{
    public static ItemHistories Of(Interactions own, int items) => new(items, own.Training.Select(customer => customer.Items.AsMemory()));
}

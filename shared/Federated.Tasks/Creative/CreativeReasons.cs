using Federated.Computations.Statistics;
using Federated.Learning.Bandits;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Creative;

/// <summary>Why an arm was chosen: what each field adds to its expected reward, less what it adds on average to that of all arms. Without the constants, these add up to the difference.</summary>
internal static class CreativeReasons
{
    public static IReadOnlyList<IReadOnlyList<Reason>> Of(
        FeaturePlan context, LinearBandit bandit, float[] contexts, int[] chosen, LocalTable table, PlanColumns columns, TableStatistics statistics, int most)
    {
        IReadOnlyList<ContractField> features = table.Contract.Features;
        int[] places = [.. context.Columns.Select(column => features.TakeWhile(field => field.Name != column.Formula.Field).Count())];
        var mean = new double[bandit.Features];
        for (int arm = 0; arm < bandit.Arms; arm++)
        {
            for (int feature = 0; feature < mean.Length; feature++)
                mean[feature] += bandit.Weights(arm)[feature] / bandit.Arms;
        }

        var attributions = new double[table.RowCount * features.Count];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int feature = 0; feature < places.Length; feature++)
                attributions[(row * features.Count) + places[feature]] += (bandit.Weights(chosen[row])[feature] - mean[feature]) * contexts[(row * bandit.Features) + feature];
        }

        return ReasonWords.Of(attributions, table, columns, statistics, most);
    }
}

using System.Text.Json;

namespace Federated.Samples.Quickstart.Results;

/// <summary>The figures for scripts; a figure that does not exist is null.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Settings = new() { WriteIndented = true };

    public static string Write(QuickstartResult result) => JsonSerializer.Serialize(
        new
        {
            local_auc_mean = result.LocalAucMean,
            federated_auc = result.FederatedAuc,
            pooled_auc = result.PooledAuc,
            federated_auc_overall = result.FederatedAucOverall,
            partners = result.Partners.Select(partner => new
            {
                name = partner.Name,
                rows = partner.Rows,
                test_rows = partner.TestRows,
                local_auc = partner.LocalAuc,
                federated_auc = partner.FederatedAuc,
                pooled_auc = partner.PooledAuc,
                bytes_sent = partner.BytesSent,
            }),
            rounds = result.Rounds,
            bytes_per_node_per_round = Math.Round(result.BytesPerNodePerRound),
            seconds = Math.Round(result.Seconds, 1),
        },
        Settings) + "\n";
}

using System.CommandLine;
using System.Text.Json;
using Federated.ClientNode.Evidence;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node status</c>: who this node is and what it has done, from its own files alone.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Shows the membership and what has been sent.\n\nExample: fed-node status --json --dir /var/lib/fed-node") { CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var directory = parsed.NodeDirectory();
            using var identity = NodeIdentity.Load(directory);
            var options = NodeOptions.Parse(File.ReadAllText(directory.Options), directory.Options);
            Print(options, identity, NodeLedger.Open(directory.Ledger, TimeProvider.System).Figures(), new EvidenceFolder(directory).Files.Count, TimeProvider.System.GetUtcNow(), parsed.GetValue(CommonOptions.Json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(NodeOptions options, NodeIdentity identity, LedgerFigures totals, int evidence, DateTimeOffset now, bool asJson)
    {
        DateTimeOffset ends = identity.Certificate.NotAfter.ToUniversalTime();
        var renewal = CertificateRenewal.DueAt(identity.Certificate);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                partner = options.Partner,
                consortium = options.Consortium,
                node_id = options.Partner,
                certificate_ends = ends,
                renewal_at = renewal,
                rounds = totals.Rounds,
                upload_bytes = totals.UploadBytes,
                bytes_sent = totals.BytesSent,
                bytes_received = totals.BytesReceived,
                evidence,
            }));
            return;
        }

        Console.WriteLine($"Partner      {options.Partner} of {options.Consortium}   coordinator {options.Coordinator.ToString().TrimEnd('/')}");
        Console.WriteLine($"Certificate  ends {ends:u} (in {Age.Format(ends - now)})   renewed from {renewal:u} on");
        Console.WriteLine(FormattableString.Invariant($"Rounds       {totals.Rounds:N0}   sent {totals.BytesSent:N0} bytes   received {totals.BytesReceived:N0} bytes"));
        if (evidence > 0)
            Console.WriteLine($"Evidence     {evidence} {(evidence == 1 ? "round was" : "rounds were")} left because a rule was broken: fed-node evidence list");
        if (ExpiryWarning.For(ends, now) is { } warning)
            Console.Error.WriteLine($"– {warning.Text}");
    }
}

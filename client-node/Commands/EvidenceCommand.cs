using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Evidence;
using Federated.Hosting.CommandLine;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Evidence;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node evidence …</c>: what this node keeps of rounds in which a rule was broken, and the check of such a file by anybody.</summary>
internal static class EvidenceCommand
{
    public static Command Create() => new("evidence", "Lists and checks what was kept of rounds that a node left because a rule was broken.") { List(), Check() };

    private static Command List()
    {
        var command = new Command("list", "Lists the files of evidence.\n\nExample: fed-node evidence list --dir /var/lib/fed-node") { CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var files = new EvidenceFolder(parsed.NodeDirectory()).Files;
            if (files.Count == 0)
                Console.WriteLine("None: this node has left no round because a rule was broken.");
            foreach (var file in files)
                Console.WriteLine($"{file.LastWriteTimeUtc:u}  {file.FullName}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check()
    {
        var path = new Argument<string>("FILE") { Description = "File of evidence" };
        var authority = new Option<string?>("--authority") { Description = "The consortium's ca.pem as you know it: the evidence must be of that consortium" };
        var command = new Command(
            "check", "Verifies every signature in a file of evidence and says what it shows. Needs no membership.\n\nExample: fed-node evidence check churn-3-1-ModelDiffers.json --authority ca.pem") { path, authority };
        command.SetAction(parsed =>
        {
            var document = EvidenceDocument.Load(parsed.GetValue(path)!);
            var pinned = parsed.GetValue(authority) is { } pem ? FingerprintOf(pem) : null;
            if (pinned is not null && pinned != document.Fingerprint)
            {
                throw new CommandException(
                    "FED-EVIDENCE-AUTHORITY", "the evidence is of another consortium than the authority that you named", "compare the fingerprints of both", ExitCode.VerificationFailed);
            }

            return Print(document, document.Verify(), pinned is not null);
        });
        return command;
    }

    private static int Print(EvidenceDocument document, RefusalEvidence evidence, bool isPinned)
    {
        var notice = evidence.Notice;
        Console.WriteLine($"Authority  {document.Fingerprint}{(isPinned ? "" : "   compare it with that of the consortium, or name its ca.pem with --authority")}");
        Console.WriteLine($"Round      '{notice.Parameters.JobId}', round {notice.Parameters.Round}, attempt {notice.Parameters.Attempt}");
        Console.WriteLine($"Refused    {notice.Violation.Code}: {notice.Violation.Words}");
        Console.WriteLine($"{Mark(evidence.IsSigned)} signed by '{notice.NodeId}'");
        if (notice.Violation.Code != ViolationCode.RosterDiffers)
            Console.WriteLine($"{Mark(evidence.IsOfThisRoster)} offered under this roster of {document.Roster.Count}");
        foreach (var statement in evidence.Statements)
            Console.WriteLine($"{Mark(statement.IsSigned)} '{statement.NodeId}' signed: {statement.Says}");
        if (evidence.IsSigned && (evidence.IsOfThisRoster || notice.Violation.Code == ViolationCode.RosterDiffers))
            return ExitCode.Done;
        Console.Error.WriteLine("✗ FED-EVIDENCE-ALTERED  the evidence does not hold: it is not what the node signed");
        return ExitCode.VerificationFailed;
    }

    private static string Mark(bool holds) => holds ? "✓" : "✗";

    private static string FingerprintOf(string path)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException("FED-EVIDENCE-AUTHORITY", $"{path} is not a certificate that can be read", "name the consortium's ca.pem");
        }
    }
}

using System.CommandLine;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node partner …</c>: whom this node knows. A policy may ask for a number of acknowledged partners in every cohort.</summary>
internal static class PartnerCommand
{
    public static Command Create() => new("partner", "Lists and acknowledges the other partners.") { List(), Acknowledge() };

    private static Command List()
    {
        var command = new Command("list", "Lists the partners that this node has met.\n\nExample: fed-node partner list --dir /var/lib/fed-node") { CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var partners = Open(parsed.NodeDirectory()).Partners();
            if (partners.Count == 0)
                Console.WriteLine("None yet: partners are met when the first round is offered.");
            else
                Terminal.Table(
                    ["PARTNER", "KEY", "FIRST SEEN", "ACKNOWLEDGED"],
                    partners.Select(p => (IReadOnlyList<string>)[p.Name, Convert.ToHexStringLower(p.Identity.AsSpan(1, 8)), $"{p.FirstSeen:u}", p.IsAcknowledged ? "yes" : "no"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Acknowledge()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the partner" };
        var newKey = new Option<bool>("--new-key") { Description = "The partner joined anew: forget its old key, and take its present one at the next round" };
        var command = new Command("acknowledge", "Vouches for a partner whose key you have checked with it.\n\nExample: fed-node partner acknowledge casa-verde") { name, newKey, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            if (!Open(parsed.NodeDirectory()).Acknowledge(parsed.GetValue(name)!, parsed.GetValue(newKey)))
                throw new CommandException("FED-PARTNER-NONE", $"this node has not met a partner called '{parsed.GetValue(name)}'", "see fed-node partner list");
            Console.WriteLine(parsed.GetValue(newKey) ? "The old key is forgotten. Acknowledge the partner again after the next round." : "Acknowledged.");
            return ExitCode.Done;
        });
        return command;
    }

    private static NodeLedger Open(NodeDirectory directory) =>
        directory.IsMember ? NodeLedger.Open(directory.Ledger, TimeProvider.System) : throw NodeIdentity.NotMember(directory);
}

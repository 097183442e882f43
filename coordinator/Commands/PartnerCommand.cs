using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Federated.Coordinator.Enrollment;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Federated.Protocol.Joining;

namespace Federated.Coordinator.Commands;

/// <summary><c>fed-coordinator partner …</c>: who is a member.</summary>
internal static class PartnerCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Name of the partner" };

    public static Command Create() => new("partner", "Invites, lists, pauses, resumes and removes partners.")
    {
        Invite(),
        List(),
        Change("pause", "Refuses every call of a partner from now on, until it is resumed.", PartnerState.Paused, "paused: its next call is refused. Undo: fed-coordinator partner resume"),
        Change("resume", "Accepts a paused partner's calls again.", PartnerState.Active, "active: its next call is accepted."),
        Change("remove", "Ends a partner's membership. What it added to released models cannot be taken out.", PartnerState.Removed, "removed: its next call is refused. To come back it needs a new invite."),
    };

    private static Command Invite()
    {
        var hours = new Option<double>("--hours") { Description = "Hours until the invite ends", DefaultValueFactory = _ => 24 };
        var output = new Option<string?>("--out", "-o") { Description = "File to write; default NAME.invite" };
        var command = new Command("invite", "Writes a single-use invite for one partner.\n\nExample: fed-coordinator partner invite casa-verde -o casa-verde.invite") { Name, hours, output, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            var name = parsed.GetValue(Name)!;
            if (!Protocol.Joining.Invite.IsName(name))
                throw new CommandException("FED-PARTNER-NAME", $"'{name}' is not a partner's name", "use 1 to 40 lower-case letters, digits and hyphens");
            if (parsed.GetValue(hours) is not (> 0 and <= 24 * 30) and var span)
                throw new CommandException("FED-USAGE", $"--hours is {span.ToString(CultureInfo.InvariantCulture)}", "write a number above 0 and at most 720");
            var path = parsed.GetValue(output) ?? $"{name}.invite";
            if (File.Exists(path))
                throw new CommandException("FED-INVITE-EXISTS", $"{path} exists", "delete it, or choose another file with --out");

            using var authority = consortium.LoadAuthority();
            var secret = RandomNumberGenerator.GetBytes(Protocol.Joining.Invite.SecretLength);
            var expires = TimeProvider.System.GetUtcNow().AddHours(parsed.GetValue(hours));
            var invite = new Invite(consortium.Options.Consortium, consortium.Options.Address, authority.Pin, name, secret, expires);
            if (!consortium.Partners.TryInvite(name, SHA256.HashData(secret), expires))
                throw new CommandException("FED-PARTNER-MEMBER", $"{name} is a member already", $"to replace its node: fed-coordinator partner remove {name}, then invite it again");
            SecretFile.Create(path, invite.Format());
            Console.WriteLine($"Wrote {path}   single use, ends {expires:u}, only for the name {name}");
            Console.WriteLine($"Next  send it to {name}; there: fed-node join {Path.GetFileName(path)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the partners.\n\nExample: fed-coordinator partner list --json") { CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var partners = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!).Partners.List();
            var now = TimeProvider.System.GetUtcNow();
            if (parsed.GetValue(CommonOptions.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(partners.Select(p => new
                {
                    name = p.Name,
                    state = p.State.ToString().ToLowerInvariant(),
                    node_version = p.Version,
                    certificate_ends = p.CertificateEnds,
                    last_seen = p.LastSeen,
                })));
                return ExitCode.Done;
            }

            if (partners.Count == 0)
                Console.WriteLine("No partners yet. Invite one: fed-coordinator partner invite NAME");
            else
                Terminal.Table(
                    ["PARTNER", "STATE", "NODE", "CERTIFICATE ENDS", "LAST SEEN"],
                    partners.Select(p => (IReadOnlyList<string>)[
                        p.Name, p.State.ToString().ToLowerInvariant(), p.Version ?? "–",
                        p.CertificateEnds is { } end ? $"in {Age.Format(end - now)}" : "–", p.LastSeen is { } seen ? $"{Age.Format(now - seen)} ago" : "–"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Change(string verb, string description, PartnerState state, string done)
    {
        var command = new Command(verb, $"{description}\n\nExample: fed-coordinator partner {verb} casa-verde") { Name, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            var name = parsed.GetValue(Name)!;
            var partner = consortium.Partners.Find(name)
                ?? throw new CommandException("FED-PARTNER-NONE", $"no partner is called '{name}'", "see fed-coordinator partner list");
            if (state != PartnerState.Removed && partner.State is not (PartnerState.Active or PartnerState.Paused))
                throw new CommandException("FED-PARTNER-STATE", $"{name} is {partner.State.ToString().ToLowerInvariant()}", "only a member can be paused or resumed");
            consortium.Partners.SetState(name, state);
            Console.WriteLine($"{name} is {done}");
            return ExitCode.Done;
        });
        return command;
    }
}

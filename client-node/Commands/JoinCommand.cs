using System.CommandLine;
using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Joining;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node join</c>: becomes a member of a consortium with an invite.</summary>
internal static class JoinCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Invite that the operator sent" };
        var command = new Command("join", "Joins a consortium: makes this node's key and gets it certified.\n\nExample: fed-node join casa-verde.invite --dir /var/lib/fed-node") { file, CommonOptions.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var directory = parsed.NodeDirectory();
            var invite = Read(parsed.GetValue(file)!);
            var ends = await new Joining(directory, TimeProvider.System).JoinAsync(invite, cancellation);
            Console.WriteLine($"Joined  {invite.Consortium} as {invite.Partner}   certificate ends {ends:u}, renews itself at half-life");
            Console.WriteLine($"Made    {directory.Root}: node.yaml, node.pem, ca.pem, keys/node.key (0600, it never leaves)");
            Console.WriteLine("Next    fed-node policy init, write mapping.yaml, fed-node data check --job JOB.yaml, fed-node run");
            return ExitCode.Done;
        });
        return command;
    }

    private static Invite Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException("FED-JOIN-FILE", $"there is no file {path}", "name the invite that the operator sent");
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[Invite.LongestFile + 1];
            return Invite.Parse(new string(text, 0, reader.ReadBlock(text)));
        }
        catch (FormatException fault)
        {
            throw new CommandException("FED-JOIN-FILE", fault.Message, "an invite is the file that fed-coordinator partner invite wrote, unchanged");
        }
    }
}

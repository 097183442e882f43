using System.CommandLine;
using Federated.ClientNode.Join;
using Federated.ClientNode.Policy;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Federated.Tasks.Catalogue;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node policy …</c>: what this node agrees to.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Writes and checks policy.yaml, which has the last word on every job.") { Init(), Check() };

    private static Command Init()
    {
        var tasks = new Option<string[]>("--task") { Description = "Task to allow; may be repeated. Default: every task of the catalogue", AllowMultipleArgumentsPerToken = true };
        var command = new Command("init", "Writes a policy with every setting and its default, ready to be changed.\n\nExample: fed-node policy init --task churn --dir /var/lib/fed-node") { tasks, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var directory = parsed.NodeDirectory();
            IReadOnlyCollection<string> allowed = parsed.GetValue(tasks) is { Length: > 0 } named ? named.Distinct(StringComparer.Ordinal).ToArray() : TaskCatalogue.Names;
            if (allowed.FirstOrDefault(task => !TaskCatalogue.Names.Contains(task, StringComparer.Ordinal)) is { } unknown)
                throw new CommandException("FED-POLICY-TASK", $"no task is called '{unknown}'", $"known tasks: {string.Join(", ", TaskCatalogue.Names)}");
            if (File.Exists(directory.Policy))
                throw new CommandException("FED-POLICY-EXISTS", $"{directory.Policy} exists; it was left as it is", "change it with an editor, then: fed-node policy check");
            SecretFile.CreateFolder(directory.Root);
            StarterPolicy.WriteTo(directory.Policy, allowed);
            Console.WriteLine($"Wrote {directory.Policy}   allows {string.Join(", ", allowed)}, refuses everything else");
            Console.WriteLine("Next  read it, change what you do not agree to, then: fed-node policy check");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Reads the policy as fed-node run would, and names each fault; exit code 4 when there are any.\n\nExample: fed-node policy check --dir /var/lib/fed-node") { CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var directory = parsed.NodeDirectory();
            Check(directory);
            Console.WriteLine($"✓ {directory.Policy} is in order. It refuses whatever it does not allow.");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(NodeDirectory directory)
    {
        if (!File.Exists(directory.Policy))
            throw new CommandException("FED-POLICY-ABSENT", $"there is no {directory.Policy}, so this node refuses every job", "write one: fed-node policy init");
        _ = NodePolicy.Load(directory.Policy, TaskCatalogue.Names);
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Federated.Hosting.CommandLine;

/// <summary>Runs a command tree with the manners that all programs share: one form of error, exit codes that mean something.</summary>
public static class CommandProgram
{
    /// <param name="root">The program's commands.</param>
    /// <param name="args">Arguments as the shell gave them.</param>
    /// <param name="explain">Turns exceptions that the program expects into failures with words; null for any other.</param>
    public static async Task<int> RunAsync(RootCommand root, string[] args, Func<Exception, CommandException?> explain)
    {
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"✗ FED-USAGE  {error.Message}");
            Console.Error.WriteLine($"  Mend   see {CommandPath(parsed)} --help");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception fault) when ((fault as CommandException ?? explain(fault)) is { } failure)
        {
            Terminal.Print(failure);
            return failure.Exit;
        }
        catch (Exception bug)
        {
            Console.Error.WriteLine("✗ FED-BUG  a fault in the program itself; please report it with the text below");
            Console.Error.WriteLine(bug);
            return ExitCode.Bug;
        }
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            names.Push(command.Command.Name);
        return string.Join(' ', names);
    }
}

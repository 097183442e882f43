using Spectre.Console;

namespace Federated.Hosting.CommandLine;

/// <summary>Results go to standard output, talk goes to standard error; colour only where a person's terminal shows it.</summary>
public static class Terminal
{
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Whether standard error is a terminal on which a line may be rewritten.</summary>
    public static bool IsInteractive { get; } = !Console.IsErrorRedirected && IsRich;

    private static bool IsRich => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Prints a failure in the form that all commands share.</summary>
    public static void Print(CommandException failure)
    {
        Console.Error.WriteLine($"✗ {failure.Code}  {failure.What}");
        Console.Error.WriteLine($"  Mend   {failure.Mend}");
    }

    /// <summary>A table without markup: cells are text as it is.</summary>
    /// <param name="columns">Headings; one that begins with '&gt;' is right-aligned.</param>
    /// <param name="rows">Cells, as many a row as there are columns.</param>
    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            var right = column.StartsWith('>');
            table.AddColumn(new TableColumn(new Text(right ? column[1..] : column)) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = true });
        }

        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        Out.Write(table);
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var rich = !redirected && IsRich;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = rich ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = rich ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = rich ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (redirected)
            console.Profile.Width = 160;
        return console;
    }
}

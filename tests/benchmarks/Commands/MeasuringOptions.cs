using System.CommandLine;
using System.Globalization;
using Federated.Benchmarks.Measuring;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary>The options that every measuring command has.</summary>
/// <param name="command">Name of the command, for its messages.</param>
/// <param name="examples">Names that <c>--only</c> takes.</param>
/// <param name="seconds">Length of a timed run where none is given.</param>
internal sealed class MeasuringOptions(string command, string examples, double seconds)
{
    private readonly Option<string?> _json = new("--json") { Description = "File to write the result to, for scripts" };
    private readonly Option<string[]> _only = new("--only") { Description = $"Names of workloads, or their beginnings ({examples}); default all", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int[]> _threads = new("--threads") { Description = "Numbers of threads, each measured in turn", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2] };
    private readonly Option<int> _runs = new("--runs") { Description = "Timed runs of each side", DefaultValueFactory = _ => 7 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "Length of a timed run", DefaultValueFactory = _ => seconds };
    private readonly Option<string> _python = new("--python") { Description = "Interpreter that has the peer's libraries", DefaultValueFactory = _ => "/usr/bin/python3" };

    public void AddTo(Command target)
    {
        foreach (Option option in (Option[])[_json, _only, _threads, _runs, _seconds, _python])
            target.Add(option);
    }

    public string? Json(ParseResult parsed) => parsed.GetValue(_json);

    public IReadOnlyList<string> Only(ParseResult parsed) => parsed.GetValue(_only) ?? [];

    public string Python(ParseResult parsed) => parsed.GetValue(_python)!;

    /// <exception cref="CommandException">A number is out of range, or there is none.</exception>
    public int[] Threads(ParseResult parsed)
    {
        int[] threads = parsed.GetValue(_threads)!;
        return threads.Length > 0 && threads.All(count => count is >= 1 and <= 256) ? threads : throw Usage("--threads needs numbers from 1 to 256");
    }

    /// <exception cref="CommandException">A number is out of range.</exception>
    public MeasureOptions Measuring(ParseResult parsed)
    {
        var options = new MeasureOptions(parsed.GetValue(_runs), parsed.GetValue(_seconds));
        if (options.Runs is < 1 or > 1000)
            throw Usage($"--runs is {options.Runs}; it must be 1 to 1000");
        if (options.Seconds is not (> 0 and <= 600))
            throw Usage($"--seconds is {options.Seconds.ToString(CultureInfo.InvariantCulture)}; it must be above 0 and at most 600");
        return options;
    }

    private CommandException Usage(string what) => new("FED-USAGE", what, $"see {command} --help");
}

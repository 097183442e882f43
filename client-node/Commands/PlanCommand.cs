using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.Hosting.CommandLine;
using Federated.Learning.Experiments;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node plan experiment</c>: how many customers a test needs. Nothing is read and nothing is sent.</summary>
internal static class PlanCommand
{
    private static readonly Option<double> Baseline = new("--baseline") { Description = "Share of customers who respond without the change (0.05 is 5 %), or their mean amount with --deviation", Required = true };
    private static readonly Option<double> Effect = new("--effect") { Description = "The least change that matters, in the same unit: 0.01 is one point more", Required = true };
    private static readonly Option<double?> Deviation = new("--deviation") { Description = "Standard deviation of an amount, when the metric is a mean" };
    private static readonly Option<double> Power = new("--power") { Description = "Chance to find the change", DefaultValueFactory = _ => 0.8 };
    private static readonly Option<double> Level = new("--level") { Description = "Chance to find a change where there is none", DefaultValueFactory = _ => 0.05 };
    private static readonly Option<int> Variants = new("--variants") { Description = "Variants, the first included; each is compared with the first", DefaultValueFactory = _ => 2 };

    public static Command Create()
    {
        var experiment = new Command("experiment", "Says how many customers a test needs, of all partners together: when one looks once at the end, and when one looks all the time (task experiment).\n\nExample: fed-node plan experiment --baseline 0.05 --effect 0.01 --power 0.8 --json")
        {
            Baseline, Effect, Deviation, Power, Level, Variants, CommonOptions.Json,
        };
        experiment.SetAction(Run);
        return new Command("plan", "Plans a test before it begins, and draws the curves that a budget is divided by.\n\nExample: fed-node plan experiment --baseline 0.05 --effect 0.01\nExample: fed-node plan curves uplift --by region --cost 0.5 --value 20") { experiment, CurvesCommand.Create() };
    }

    private static int Run(ParseResult parsed)
    {
        var variants = parsed.GetValue(Variants);
        if (variants is < 2 or > 20)
            throw new CommandException("FED-PLAN-VARIANTS", $"--variants {variants} is not from 2 to 20", "give a number in that range");
        var (baseline, effect, level, power) = (parsed.GetValue(Baseline), parsed.GetValue(Effect), parsed.GetValue(Level), parsed.GetValue(Power));
        var size = Size(baseline, effect, parsed.GetValue(Deviation), level / (variants - 1), power);
        long Each(long both) => (both + 1) / 2;
        if (parsed.GetValue(CommonOptions.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                baseline,
                effect,
                power,
                level,
                variants,
                once = new { each_variant = Each(size.Fixed), all = Each(size.Fixed) * variants },
                at_every_look = new { each_variant = Each(size.Sequential), all = Each(size.Sequential) * variants },
            }));
            return ExitCode.Done;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"To find a change of {effect} from {baseline} with a chance of {power:0.##}, of all partners together:"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  looking once, at the end   {Each(size.Fixed),12:N0} customers a variant, {Each(size.Fixed) * variants:N0} in all"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  looking all the time       {Each(size.Sequential),12:N0} by which the change is found with that chance, often sooner; give the job the option expected_effect: {Math.Abs(effect)}"));
        return ExitCode.Done;
    }

    private static SampleSize Size(double baseline, double effect, double? deviation, double level, double power)
    {
        try
        {
            return deviation is { } spread ? SampleSize.OfMeans(spread, effect, level, power) : SampleSize.OfShares(baseline, effect, level, power);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new CommandException("FED-PLAN-SIZE", $"no size follows from these numbers: {fault.Message}", "a share and a share with the change lie between 0 and 1; give --deviation when the metric is a mean");
        }
    }
}

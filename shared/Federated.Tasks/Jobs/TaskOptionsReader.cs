using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>Reads and writes <c>options:</c> as a task declares them.</summary>
internal static class TaskOptionsReader
{
    private const int MostNames = 20;

    public static TaskOptions Read(DocumentSection? section, IReadOnlyList<TaskOption> declared, DataContract? contract)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (TaskOption option in declared)
            values[option.Name] = section is null ? option.Fallback : Value(section, option, contract);
        section?.Close();
        return new TaskOptions(values);
    }

    public static void Write(DocumentWriter writer, TaskOptions options)
    {
        foreach ((string name, object value) in options.Values)
        {
            switch (value)
            {
                case double number:
                    writer.Number(name, number);
                    break;
                case int number:
                    writer.Number(name, number);
                    break;
                case bool truth:
                    writer.Truth(name, truth);
                    break;
                case string word:
                    writer.Word(name, word);
                    break;
                case IReadOnlyList<string> names:
                    writer.Texts(name, names);
                    break;
            }
        }
    }

    private static object Value(DocumentSection section, TaskOption option, DataContract? contract) => option.Fallback switch
    {
        double number => section.Number(option.Name, option.Range!.Value, number),
        int number => section.WholeNumber(option.Name, (int)option.Range!.Value.Minimum, (int)option.Range.Value.Maximum, number),
        bool truth => section.Truth(option.Name, truth),
        string word => section.Choice(option.Name, option.Choices, word),
        _ => Names(section, option.Name, contract),
    };

    private static IReadOnlyList<string> Names(DocumentSection section, string key, DataContract? contract)
    {
        IReadOnlyList<string> names = section.Texts(key, MostNames);
        foreach (string name in names)
        {
            if (contract is not null && contract.Find(name) is null)
                section.Fault(key, "VALUE", $"the contract has no field '{Shown.Of(name)}'", "write names of the contract's fields");
        }

        return names;
    }
}

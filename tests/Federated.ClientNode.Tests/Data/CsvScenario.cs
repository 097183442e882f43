using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data;

/// <summary>One contract with a field of each type, and short ways to read text or bytes with it.</summary>
internal static class CsvScenario
{
    public const string Header = "customer,state,minutes,calls,plan,churn";

    public static readonly DataContract Contract = DataContract.Parse("""
        name: churn-v1
        fields:
          - {name: customer, role: id}
          - {name: state, type: category, values: [KS, OH, NJ]}
          - {name: minutes, type: number, min: 0, max: 500, required: true}
          - {name: calls, type: integer, min: 0, max: 200}
          - {name: plan, type: boolean}
          - {name: churn, type: category, role: label, values: ["no", "yes"], positive: "yes"}
        """, "contract.yaml");

    public static DataReading Read(string csv, string settings = "", ReadPurpose purpose = ReadPurpose.Training) =>
        Read(Encoding.UTF8.GetBytes(csv), settings, purpose);

    public static DataReading Read(byte[] csv, string settings = "", ReadPurpose purpose = ReadPurpose.Training) =>
        Read(new MemoryStream(csv), settings, purpose);

    public static DataReading Read(Stream csv, string settings = "", ReadPurpose purpose = ReadPurpose.Training) =>
        Read(Contract, Mapping(settings), csv, "salt", purpose);

    public static DataReading Read(DataContract contract, DataMapping mapping, Stream csv, string salt, ReadPurpose purpose) =>
        TableReader.Read(contract, mapping, new StreamRowSource(csv, new CsvFormat(mapping.Delimiter, mapping.Encoding), mapping.Source!.Title), salt, purpose);

    public static DataMapping Mapping(string settings = "") => DataMapping.Parse($"source: customers.csv\n{settings}\n", "mapping.yaml", "/data");

    public static DataFault OnlyFault(DataReading reading)
    {
        Assert.Null(reading.Table);
        return Assert.Single(reading.Report.Faults);
    }
}

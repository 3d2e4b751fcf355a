import { describe, expect, test } from '@jest/globals'
import { compareTrees, lineOf } from './compare-scene.ts'
import { readInfracost } from './infracost.ts'
import { readTerraformPlan } from './terraform-plan.ts'

interface Planned {
  readonly type: string
  readonly before?: object | null
  readonly after?: object | null
  readonly unknown?: object
  readonly name?: string
}

const planOf = (resources: readonly Planned[], rest: object = {}) =>
  JSON.stringify({
    format_version: '1.2',
    resource_changes: resources.map(({ type, before = null, after = null, unknown = {}, name = 'it' }) => ({
      address: `${type}.${name}`,
      type,
      mode: 'managed',
      change: { actions: ['update'], before, after, after_unknown: unknown },
    })),
    ...rest,
  })

function growth(resources: readonly Planned[], root = 'infra', changed = 'infra/main.tf'): string[] {
  const reading = readTerraformPlan(planOf(resources), 'plan.json', root)
  if (reading.kind === 'unreadable') throw new Error(reading.problem)
  const { changes } = compareTrees({ [changed]: 'a' }, { [changed]: 'b' }, [reading.plan])
  return changes.filter(({ direction }) => direction !== 'fall').map(lineOf)
}

describe('a plan', () => {
  test.each<[string, Planned, string[]]>([
    [
      'a ceiling',
      { type: 'aws_autoscaling_group', before: { max_size: 4 }, after: { max_size: 120 } },
      ['rise aws_autoscaling_group aws_autoscaling_group.it max_size 4 → 120'],
    ],
    [
      'a new resource',
      { type: 'aws_nat_gateway', after: { subnet_id: 'a' } },
      ['rise aws_nat_gateway aws_nat_gateway.it - → there'],
    ],
    [
      'a larger class',
      { type: 'aws_instance', before: { instance_type: 't3.micro' }, after: { instance_type: 't3.large' } },
      ['rise aws_instance aws_instance.it instance_type t3.micro → t3.large'],
    ],
    [
      'logs for ever',
      {
        type: 'aws_cloudwatch_log_group',
        before: { retention_in_days: 30 },
        after: { retention_in_days: 0 },
      },
      ['rise aws_cloudwatch_log_group aws_cloudwatch_log_group.it retention_in_days 30 → 0'],
    ],
    [
      'what is known only later',
      {
        type: 'aws_instance',
        before: { instance_type: 't3.micro' },
        after: {},
        unknown: { instance_type: true },
      },
      ['unclear aws_instance aws_instance.it instance_type t3.micro → known after apply'],
    ],
    [
      'further down',
      {
        type: 'aws_eks_node_group',
        before: { scaling_config: [{ max_size: 2 }] },
        after: { scaling_config: [{ max_size: 20 }] },
      },
      ['rise aws_eks_node_group aws_eks_node_group.it scaling_config[0].max_size 2 → 20'],
    ],
    [
      'a budget that goes',
      { type: 'aws_budgets_budget', before: { limit_amount: '10' } },
      ['rise aws_budgets_budget aws_budgets_budget.it there → -'],
    ],
    [
      'spot no more',
      { type: 'azurerm_linux_virtual_machine', before: { priority: 'Spot' }, after: { priority: 'Regular' } },
      ['rise azurerm_linux_virtual_machine azurerm_linux_virtual_machine.it priority Spot → Regular'],
    ],
    ['not a role', { type: 'aws_iam_role', after: { name: 'a' } }, []],
    [
      'not a lower ceiling',
      { type: 'aws_autoscaling_group', before: { max_size: 120 }, after: { max_size: 4 } },
      [],
    ],
    ['not what goes', { type: 'aws_instance', before: { instance_type: 't3.micro' } }, []],
    [
      'not a rule’s priority',
      { type: 'aws_lb_listener_rule', before: { priority: 1 }, after: { priority: 100 } },
      [],
    ],
  ])('%s', (_, planned, expected) => {
    expect(growth([planned])).toEqual(expected)
  })

  test('speaks only for the files below its root', () => {
    expect(growth([], 'infra', 'infra/modules/a/main.tf')).toEqual([])
    expect(growth([], '.', 'main.tf')).toEqual([])
    expect(growth([], 'infra', 'other/main.tf')).toEqual(['unclear Terraform'])
    expect(growth([], 'infra', 'infrastructure/main.tf')).toEqual(['unclear Terraform'])
  })

  test.each<[string, string, string]>([
    [
      'no JSON',
      'Terraform will perform the following actions',
      'is no JSON; make it with terraform show -json',
    ],
    ['another file', '{"a":1}', 'is no plan; make it with terraform show -json'],
    ['a state', '{"format_version":"9.0"}', 'is no plan; make it with terraform show -json'],
    ['a plan that failed', planOf([], { errored: true }), 'is of a plan that failed'],
    ['a part of a plan', planOf([], { complete: false }), 'leaves changes out (-target, or deferred)'],
  ])('%s tells nothing', (_, text, problem) => {
    expect(readTerraformPlan(text, 'plan.json', '.')).toEqual({ kind: 'unreadable', problem })
  })
})

describe('an estimate', () => {
  test.each<[string, string, unknown]>([
    ['a rise', '{"currency":"EUR","diffTotalMonthlyCost":"12.5"}', { difference: 12.5, currency: 'EUR' }],
    ['a saving', '{"diffTotalMonthlyCost":"-3"}', { difference: -3, currency: 'USD' }],
    ['none', '{"diffTotalMonthlyCost":null}', undefined],
    ['no number', '{"diffTotalMonthlyCost":"many"}', undefined],
    ['no JSON', 'a', undefined],
  ])('%s', (_, text, expected) => {
    expect(readInfracost(text)).toEqual(expected)
  })
})

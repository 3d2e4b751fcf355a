import { describe, expect, test } from '@jest/globals'
import { growthIn, growthOf } from '../compare-scene.ts'

const path = 'infra/stack.yaml'

const template = (resources: string, head = '') =>
  `AWSTemplateFormatVersion: "2010-09-09"\n${head}Resources:\n${resources}`
const group = (max: string, parameter = '4') =>
  template(
    `  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: 1, MaxSize: ${max} }
`,
    `Parameters:\n  Max: { Type: Number, Default: ${parameter} }\nConditions:\n  Big: !Equals [!Ref Stage, prod]\nMappings:\n  Sizes: { prod: { Max: ${parameter} } }\n`,
  )
const one = (type: string, properties: string) =>
  template(`  It:\n    Type: ${type}\n    Properties: ${properties}\n`)

describe('CloudFormation: what grows', () => {
  test.each<[string, string, string, string[]]>([
    ['a ceiling', group('4'), group('40'), ['rise AWS::AutoScaling::AutoScalingGroup Web MaxSize 4 → 40']],
    [
      'the default of a parameter',
      group('!Ref Max'),
      group('!Ref Max', '40'),
      ['rise AWS::AutoScaling::AutoScalingGroup Web MaxSize Ref "Max" (4) → Ref "Max" (40)'],
    ],
    [
      'a mapping',
      group('!FindInMap [Sizes, prod, Max]'),
      group('!FindInMap [Sizes, prod, Max]', '40'),
      [
        'unclear AWS::AutoScaling::AutoScalingGroup Web MaxSize Fn::FindInMap ["Sizes","prod","Max"] → Fn::FindInMap ["Sizes","prod","Max"]',
      ],
    ],
    [
      'the parameter that a condition hangs on',
      group('!If [Big, 40, 4]').replace('Stage, prod', 'Max, 40'),
      group('!If [Big, 40, 4]', '40').replace('Stage, prod', 'Max, 40'),
      ['unclear AWS::AutoScaling::AutoScalingGroup Web MaxSize Fn::If ["Big",40,4] → Fn::If ["Big",40,4]'],
    ],
    [
      'a number that becomes a condition',
      group('4'),
      group('!If [Big, 40, 4]'),
      ['unclear AWS::AutoScaling::AutoScalingGroup Web MaxSize 4 → Fn::If ["Big",40,4]'],
    ],
    [
      'a larger class',
      one('AWS::RDS::DBInstance', '{ DBInstanceClass: db.t4g.large }'),
      one('AWS::RDS::DBInstance', '{ DBInstanceClass: db.t4g.2xlarge }'),
      ['rise AWS::RDS::DBInstance It DBInstanceClass db.t4g.large → db.t4g.2xlarge'],
    ],
    [
      'another class',
      one('AWS::EC2::Instance', '{ InstanceType: m5.large }'),
      one('AWS::EC2::Instance', '{ InstanceType: r5.large }'),
      ['unclear AWS::EC2::Instance It InstanceType m5.large → r5.large'],
    ],
    [
      'a second zone',
      one('AWS::RDS::DBInstance', '{ MultiAZ: false }'),
      one('AWS::RDS::DBInstance', '{ MultiAZ: true }'),
      ['rise AWS::RDS::DBInstance It MultiAZ false → true'],
    ],
    [
      'logs for ever',
      one('AWS::Logs::LogGroup', '{ RetentionInDays: 30 }'),
      one('AWS::Logs::LogGroup', '{ LogGroupName: a }'),
      ['rise AWS::Logs::LogGroup It RetentionInDays 30 → -'],
    ],
    [
      'no lifecycle any more',
      one('AWS::S3::Bucket', '{ LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] } }'),
      one('AWS::S3::Bucket', '{ BucketName: a }'),
      ['rise AWS::S3::Bucket It LifecycleConfiguration {"Rules":[{"ExpirationInDays":30}]} → -'],
    ],
    [
      'spot no more',
      one('AWS::EKS::Nodegroup', '{ CapacityType: SPOT }'),
      one('AWS::EKS::Nodegroup', '{ CapacityType: ON_DEMAND }'),
      ['rise AWS::EKS::Nodegroup It CapacityType SPOT → ON_DEMAND'],
    ],
    [
      'no reserved limit any more',
      one('AWS::Lambda::Function', '{ ReservedConcurrentExecutions: 5 }'),
      one('AWS::Lambda::Function', '{ Runtime: a }'),
      ['rise AWS::Lambda::Function It ReservedConcurrentExecutions 5 → -'],
    ],
    [
      'replicas of a table',
      one('AWS::DynamoDB::GlobalTable', '{ Replicas: [{ Region: eu-west-1 }] }'),
      one('AWS::DynamoDB::GlobalTable', '{ Replicas: [{ Region: eu-west-1 }, { Region: us-east-1 }] }'),
      [
        'rise AWS::DynamoDB::GlobalTable It Replicas [{"Region":"eu-west-1"}] → [{"Region":"eu-west-1"},{"Region":"us-east-1"}]',
      ],
    ],
    [
      'defaults of SAM',
      `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { MemorySize: 128 } }\n${one('AWS::Serverless::Function', '{ Runtime: a }')}`,
      `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { MemorySize: 3008 } }\n${one('AWS::Serverless::Function', '{ Runtime: a }')}`,
      ['rise Globals of the template Function.MemorySize 128 → 3008'],
    ],
    [
      'a nested stack from elsewhere',
      one('AWS::CloudFormation::Stack', '{ TemplateURL: https://a/v1.yaml }'),
      one('AWS::CloudFormation::Stack', '{ TemplateURL: https://a/v2.yaml }'),
      ['unclear AWS::CloudFormation::Stack It TemplateURL https://a/v1.yaml → https://a/v2.yaml'],
    ],
    [
      'a macro that writes more',
      one('AWS::EC2::Instance', '{ ImageId: a, "Fn::Transform": { Name: A } }'),
      one('AWS::EC2::Instance', '{ ImageId: a, "Fn::Transform": { Name: B } }'),
      ['unclear AWS::EC2::Instance It Fn::Transform {"Name":"A"} → {"Name":"B"}'],
    ],
    [
      'a NAT gateway',
      one('AWS::EC2::VPC', '{ CidrBlock: 10.0.0.0/16 }'),
      one('AWS::EC2::NatGateway', '{ SubnetId: a }'),
      ['rise AWS::EC2::NatGateway It - → there'],
    ],
    [
      'a resource that was made under a condition only',
      template('  It:\n    Type: AWS::EC2::NatGateway\n    Condition: Prod\n'),
      template('  It:\n    Type: AWS::EC2::NatGateway\n'),
      ['unclear AWS::EC2::NatGateway It (condition) Condition "Prod" → -'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(growthIn(path, before, after)).toEqual(expected)
  })
})

describe('CloudFormation: what does not', () => {
  test.each<[string, string, string]>([
    ['a lower ceiling', group('40'), group('4')],
    ['a parameter that nothing uses', group('4'), group('4', '40')],
    [
      'a smaller class',
      one('AWS::EC2::Instance', '{ InstanceType: m5.2xlarge }'),
      one('AWS::EC2::Instance', '{ InstanceType: m5.large }'),
    ],
    [
      'shorter retention',
      one('AWS::Logs::LogGroup', '{ LogGroupName: a }'),
      one('AWS::Logs::LogGroup', '{ RetentionInDays: 30 }'),
    ],
    ['the same function, written otherwise', group('!Ref Max'), group('{ Ref: Max }')],
    ['another description', group('4'), `Description: other\n${group('4')}`],
    [
      'a health check’s timeout',
      one('AWS::ElasticLoadBalancingV2::TargetGroup', '{ HealthCheck: { Timeout: 5 } }'),
      one('AWS::ElasticLoadBalancingV2::TargetGroup', '{ HealthCheck: { Timeout: 50 } }'),
    ],
  ])('%s', (_, before, after) => {
    expect(growthIn(path, before, after)).toEqual([])
  })

  test('free types', () => {
    const roles = one('AWS::IAM::Role', '{ RoleName: a }')
    expect(growthOf({}, { [path]: roles })).toEqual([])
    expect(growthOf({}, { [path]: one('AWS::EC2::SecurityGroup', '{ GroupName: a }') })).toEqual([])
  })

  test('the same template as JSON', () => {
    const yaml = one('AWS::RDS::DBInstance', '{ AllocatedStorage: 20 }')
    const json = JSON.stringify({
      Resources: { It: { Type: 'AWS::RDS::DBInstance', Properties: { AllocatedStorage: '20' } } },
    })
    expect(growthOf({ [path]: yaml.replace('20 }', '"20" }') }, { 'infra/stack.json': json })).toEqual([])
    expect(growthOf({ [path]: yaml }, { 'infra/stack.json': json.replace('"20"', '200') })).toEqual([
      'rise AWS::RDS::DBInstance It AllocatedStorage 20 → 200',
    ])
  })

  test('a scaling policy that goes with its group', () => {
    const both = group('4').concat(
      '  Policy:\n    Type: AWS::AutoScaling::ScalingPolicy\n    Properties: { AutoScalingGroupName: !Ref Web }\n',
    )
    expect(growthIn(path, both, group('4'))).toEqual([
      'unclear AWS::AutoScaling::ScalingPolicy Policy there → -',
    ])
    expect(growthOf({ [path]: both }, {})).toEqual([])
  })
})

describe('stack parameters', () => {
  const list = (value: string) => JSON.stringify([{ ParameterKey: 'MaxSize', ParameterValue: value }])

  test('a number that rises, and one that falls', () => {
    expect(growthIn('params/prod.json', list('4'), list('40'))).toEqual([
      'rise parameters prod.json (number).MaxSize 4 → 40',
    ])
    expect(growthIn('params/prod.json', list('40'), list('4'))).toEqual([])
  })

  test('what is called like a class, and what is not', () => {
    const settings = (type: string, tag: string) =>
      `config:\n  shop:instanceType: ${type}\n  shop:tag: ${tag}\n`
    expect(growthIn('Pulumi.prod.yaml', settings('t3.micro', 'v1'), settings('t3.large', 'v2'))).toEqual([
      'rise parameters Pulumi.prod.yaml shop:instanceType t3.micro → t3.large',
    ])
    expect(growthIn('Pulumi.prod.yaml', settings('t3.micro', 'v1'), settings('t3.micro', 'v2'))).toEqual([])
  })
})
